//! 补正: two services ask for the same material again, and one page of the case answers both.

use contract::case::ServiceState;
use precheck::{Policy, Shape};
use serde_json::json;
use whole_product::back_office::BackOffice;
use whole_product::browser::Engine;
use whole_product::in_both_engines;
use whole_product::photograph::Photographs;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::sent::Sent;
use whole_product::walk;

in_both_engines! {
    two_services_that_ask_for_one_material_do_not_meet,
}

/// Ids and names of the services, as the back office and the resident know them.
const SERVICES: [(&str, &str); 2] = [
    ("unemployment_registration", "失业登记"),
    ("unemployment_benefit", "失业保险金申领"),
];
const ID_CARD: &str = "id_card";
const PAGES: [&str; 2] = ["人像面", "国徽面"];

async fn two_services_that_ask_for_one_material_do_not_meet(engine: Engine) {
    let product = Product::start().await;
    let back_office = BackOffice::of(&product);
    let mut resident = Resident::with(engine, &product).await;
    let number = walk::entitled(&mut resident, &mut async |_: &mut Resident, _: &str| ()).await;
    for (service, name) in SERVICES {
        back_office.accept(&number, service).await;
        let note = format!("{name}要看身份证原件的照片");
        back_office
            .send_back(&number, service, &[ID_CARD], &note)
            .await;
    }
    resident.go(&format!("/cases/{number}")).await;

    // Each form tells of its own pages, and every element has an id of its own.
    for (_, name) in SERVICES {
        resident.press_within(&json!([name]), "交上去").await;
        resident
            .expect_within(&json!([name]), "有 2 处要改一下")
            .await;
    }
    let repeated = "const ids = all('[id]').map((element) => element.id);
        return ids.filter((id, at) => ids.indexOf(id) !== at)";
    assert_eq!(resident.run(repeated, vec![]).await, json!([]));

    // The second service's picture is chosen while the first one's is being checked.
    let photographs = Photographs::take();
    let card = Policy {
        shape: Shape::Card,
        ..Policy::default()
    };
    for page in PAGES {
        for (_, name) in SERVICES {
            let picture = photographs.good(&card);
            resident
                .photograph_within(&json!([name, page]), "拍照", &picture)
                .await;
        }
    }
    for (_, name) in SERVICES {
        for page in PAGES {
            resident.expect_within(&json!([name, page]), "已上传").await;
        }
    }
    let mut arrived = Vec::new();
    for nth in 1..=SERVICES.len() * PAGES.len() {
        let sent = Sent::picture(nth, &resident, &product).await;
        assert!(!arrived.contains(&sent.bytes), "one picture arrived twice");
        arrived.push(sent.bytes);
    }

    // The answer of one service leaves the other's as it was.
    let mut answered = Vec::new();
    for (service, name) in SERVICES {
        resident.press_within(&json!([name]), "交上去").await;
        resident.expect_within(&json!([name]), "已补正").await;
        answered.push(service);
        for lane in back_office.case(&number).await.services {
            let expected = if answered.contains(&lane.service.as_str()) {
                ServiceState::Accepted
            } else {
                ServiceState::CorrectionNeeded
            };
            assert_eq!(lane.state, expected, "{}", lane.service);
        }
    }
    resident.leave().await;
}
