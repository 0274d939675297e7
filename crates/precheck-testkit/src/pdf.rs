//! PDF files of A4 pages made in code for tests, in the two ways that writers store them.

use std::fmt::Write;

/// The objects that every page can use: the font `F`, the picture `I`, and the form `X` with text on it.
const SHARED: [&str; 4] = [
    "<</Font<</F 4 0 R>>/XObject<</I 5 0 R/X 6 0 R>>>>",
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>\n\
     stream\n\u{7F}\nendstream",
    "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 28>>\nstream\nBT /F 12 Tf (a seal) Tj ET q Q\nendstream",
];

/// The first object of a page; its content follows.
fn page(at: usize) -> usize {
    7 + 2 * at
}

/// The bodies of the objects from 1 on: catalog, tree of pages, what is shared, and the pages.
fn bodies(contents: &[&str], deflated: bool) -> Vec<Vec<u8>> {
    let kids: String = (0..contents.len()).fold(String::new(), |mut kids, at| {
        let _ = write!(kids, "{} 0 R ", page(at));
        kids
    });
    let mut bodies = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!(
            "<</Type/Pages/Count {}/Kids[{kids}]/MediaBox[0 0 595.28 841.89]/Resources 3 0 R>>",
            contents.len()
        )
        .into_bytes(),
    ];
    bodies.extend(SHARED.iter().map(|body| body.as_bytes().to_vec()));
    for (at, content) in contents.iter().enumerate() {
        let content_at = page(at) + 1;
        bodies.push(format!("<</Type/Page/Parent 2 0 R/Contents {content_at} 0 R>>").into_bytes());
        bodies.push(if deflated {
            stream(
                "/Filter/FlateDecode",
                &fdeflate::compress_to_vec(content.as_bytes()),
            )
        } else {
            stream("", content.as_bytes())
        });
    }
    bodies
}

fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("<<{entries}/Length {}>>\nstream\n", data.len());
    [head.as_bytes(), data, b"\nendstream"].concat()
}

fn write_object(file: &mut Vec<u8>, number: usize, body: &[u8]) -> usize {
    let at = file.len();
    file.extend(format!("{number} 0 obj\n").as_bytes());
    file.extend(body);
    file.extend(b"\nendobj\n");
    at
}

/// A PDF as writers stored it before 2003, readable with an editor; each page is given by its content.
#[must_use]
pub fn pdf(contents: &[&str]) -> Vec<u8> {
    pdf_with(contents, "")
}

/// The same with more entries in its trailer.
#[must_use]
pub fn pdf_with(contents: &[&str], trailer: &str) -> Vec<u8> {
    let bodies = bodies(contents, false);
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", bodies.len() + 1);
    for (at, body) in bodies.iter().enumerate() {
        let place = write_object(&mut file, at + 1, body);
        let _ = writeln!(table, "{place:010} 00000 n ");
    }
    let start = file.len();
    let size = bodies.len() + 1;
    let _ = write!(
        table,
        "trailer\n<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n"
    );
    file.extend(table.as_bytes());
    file
}

/// A PDF as writers store it since: what is no stream lies deflated in one, and so does the table.
#[must_use]
pub fn packed_pdf(contents: &[&str]) -> Vec<u8> {
    let bodies = bodies(contents, true);
    let mut file = b"%PDF-1.5\n%\xE2\xE3\xCF\xD3\n".to_vec();
    // The kind of each object (§7.5.8.3), and where it is.
    let mut rows = vec![[0_u8, 0, 0, 0, 0]];
    let mut pairs = String::new();
    let mut objects = Vec::new();
    let container = bodies.len() + 1;
    let mut packed = 0_u16;
    for (at, body) in bodies.iter().enumerate() {
        if body.ends_with(b"endstream") {
            let place = write_object(&mut file, at + 1, body) as u16;
            let [high, low] = place.to_be_bytes();
            rows.push([1, high, low, 0, 0]);
        } else {
            let _ = write!(pairs, "{} {} ", at + 1, objects.len());
            objects.extend(body);
            objects.push(b' ');
            let ([a, b], [c, d]) = ((container as u16).to_be_bytes(), packed.to_be_bytes());
            rows.push([2, a, b, c, d]);
            packed += 1;
        }
    }
    let inside = [pairs.as_bytes(), &objects].concat();
    let entries = format!(
        "/Type/ObjStm/N {packed}/First {}/Filter/FlateDecode",
        pairs.len()
    );
    let container_body = stream(&entries, &fdeflate::compress_to_vec(&inside));
    let mut remember = |place: usize| {
        let [high, low] = (place as u16).to_be_bytes();
        rows.push([1, high, low, 0, 0]);
    };
    remember(write_object(&mut file, container, &container_body));
    let start = file.len();
    remember(start);
    let entries = format!("/Type/XRef/Size {}/W[1 2 2]/Root 1 0 R", rows.len());
    write_object(&mut file, container + 1, &stream(&entries, &rows.concat()));
    file.extend(format!("startxref\n{start}\n%%EOF\n").as_bytes());
    file
}
