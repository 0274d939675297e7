//! The ids of the elements where something is put right, and the pages that they are on.

/// The id of the section of a repeating group.
pub(crate) fn group_id(group: &str) -> String {
    ["group-", group].concat()
}

/// The id of the control of a cell.
pub(crate) fn row_field_id(group: &str, row: &str, column: &str) -> String {
    ["field-", group, "-", row, "-", column].concat()
}

/// The element of a field on the form.
pub(crate) fn field_id(field: &str) -> String {
    ["field-", field].concat()
}

/// The page of a material, within those of its scenario.
pub(crate) fn material_page(material: &str) -> String {
    ["materials/", material].concat()
}

/// The same, at one of the material's own pages.
pub(super) fn material_page_at(material: &str, page: &str) -> String {
    let element = [&material_id(material), "-", page].concat();
    [&material_page(material), "#", &title_id(&element)].concat()
}

/// The id of the heading of a material's page, by that of its first input.
pub(crate) fn title_id(element_id: &str) -> String {
    [element_id, "-title"].concat()
}

/// The element of a material.
pub(crate) fn material_id(material: &str) -> String {
    ["material-", material].concat()
}

/// The element of a declaration or promise on the review page.
pub(crate) fn agreement_id(commitment: &str) -> String {
    ["agreed-", commitment].concat()
}

/// The element of a signature on the review page.
pub(crate) fn signature_id(commitment: &str) -> String {
    ["signed-", commitment].concat()
}

/// The element of a material's lines of the checklist on the review page.
pub(crate) fn checklist_id(material: &str) -> String {
    ["checked-", material].concat()
}

/// The element of the separate consent on the review page.
pub(crate) const CONSENT_ID: &str = "sensitive-consent";

/// The element of how a result comes on the review page.
pub(crate) fn delivery_id(service: &str) -> String {
    ["delivery-", service].concat()
}
