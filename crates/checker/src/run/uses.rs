//! Every use of a field or a material: of a service, of the role, of a row; with the condition under which it counts.

use catalog::Condition;
use catalog::scenario::{FieldUse, Handling, MaterialUse, Supply};

use crate::expr::{Expr, NO};
use crate::model::Model;
use crate::model::names::Scope;
use crate::model::sites::Owner;

#[derive(Debug, Clone)]
pub(super) struct Use<'a> {
    pub(super) owner: Owner,
    pub(super) what: What<'a>,
    pub(super) scope: Scope,
    /// What must hold before the condition of the use itself is looked at.
    pub(super) context: Expr,
    /// The context and the condition, unless it is excluded.
    pub(super) reached: Expr,
    /// 「of service x」
    pub(super) of: String,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum What<'a> {
    Field { id: &'a str },
    Material { id: &'a str, supply: &'a [Supply] },
    Group { id: &'a str },
}

pub(super) fn all<'a>(model: &mut Model<'a>, within: &[Expr]) -> Vec<Use<'a>> {
    let scenario = model.scenario;
    let mut uses = Uses {
        model,
        uses: Vec::new(),
    };
    let mut handed_in = Vec::new();
    let mut in_groups: Vec<Vec<Expr>> = vec![Vec::new(); scenario.groups.len()];
    for (at, service) in scenario.services.iter().enumerate() {
        if service.handling != Handling::Apply {
            continue;
        }
        let context = within[at];
        handed_in.push(context);
        let of = format!("of service {}", service.id);
        let owners = (|k| Owner::Field(at, k), |k| Owner::Material(at, k));
        uses.of(
            &service.fields,
            &service.materials,
            owners,
            None,
            context,
            &of,
        );
        for (k, usage) in service.groups.iter().enumerate() {
            let what = What::Group { id: &usage.id };
            let reached = uses.add(
                what,
                usage.when.as_ref(),
                Owner::Group(at, k),
                None,
                context,
                &of,
            );
            let group = scenario.groups.iter().position(|one| one.id == usage.id);
            if let Some(all) = group.and_then(|group| in_groups.get_mut(group)) {
                all.push(reached);
            }
        }
    }
    let handed_in = uses.model.exprs.any(handed_in);
    for (at, role) in scenario.roles.iter().enumerate() {
        if role.id == uses.model.role {
            let of = format!("of role {}", role.id.id());
            let owners = (|k| Owner::RoleField(at, k), |k| Owner::RoleMaterial(at, k));
            uses.of(&role.fields, &role.materials, owners, None, handed_in, &of);
        }
    }
    for (at, group) in scenario.groups.iter().enumerate() {
        let context = uses.model.exprs.any(std::mem::take(&mut in_groups[at]));
        // A group that nobody uses has no context: what it holds is never reached.
        let context = if scenario
            .services
            .iter()
            .any(|service| service.groups.iter().any(|one| one.id == group.id))
        {
            context
        } else {
            NO
        };
        let of = format!("of group {}", group.id);
        let owners = (|k| Owner::Column(at, k), |k| Owner::RowMaterial(at, k));
        uses.of(
            &group.columns,
            &group.materials,
            owners,
            Some(at),
            context,
            &of,
        );
    }
    uses.uses
}

struct Uses<'m, 'a> {
    model: &'m mut Model<'a>,
    uses: Vec<Use<'a>>,
}

impl<'a> Uses<'_, 'a> {
    fn of(
        &mut self,
        fields: &'a [FieldUse],
        materials: &'a [MaterialUse],
        owners: (impl Fn(usize) -> Owner, impl Fn(usize) -> Owner),
        scope: Scope,
        context: Expr,
        of: &str,
    ) {
        for (k, usage) in fields.iter().enumerate() {
            let what = What::Field { id: &usage.id };
            self.add(what, usage.when.as_ref(), owners.0(k), scope, context, of);
        }
        for (k, usage) in materials.iter().enumerate() {
            let what = What::Material {
                id: &usage.id,
                supply: &usage.supply,
            };
            self.add(what, usage.when.as_ref(), owners.1(k), scope, context, of);
        }
    }

    fn add(
        &mut self,
        what: What<'a>,
        when: Option<&'a Condition>,
        owner: Owner,
        scope: Scope,
        context: Expr,
        of: &str,
    ) -> Expr {
        let held = self.model.optional(when, scope);
        let not_excluded = self.model.exprs.not_excluded(held);
        let reached = self.model.exprs.all([context, not_excluded]);
        self.uses.push(Use {
            owner,
            what,
            scope,
            context,
            reached,
            of: of.to_owned(),
        });
        reached
    }
}
