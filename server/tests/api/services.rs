//! The services a city connects: each is replaced by another implementation, and the API stays the same.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use async_trait::async_trait;
use catalog::Value;
use civic::day::Day;
use civic::{CitizenId, day};
use contract::case_action::{ResidentAction, ResidentCommand};
use contract::person::{Eligibility, Holdings, Record, Register, Session, SignIn};
use contract::problem::Code;
use contract::upload::Upload;
use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use precheck_testkit as testkit;
use server::{
    IdentityService, Object, ObjectStore, ObjectWriter, Person, Registers, Service, ServiceError,
    Services,
};

use crate::resident::Photo;
use crate::test_app::TestApp;

/// An identity service that knows one ticket.
struct Tickets;

#[async_trait]
impl IdentityService for Tickets {
    async fn sign_in(&self, sign_in: &SignIn, today: Day) -> Result<Option<Person>, ServiceError> {
        match sign_in.demo_identity.as_str() {
            "ticket-1" => self.person("opaque-1", today).await,
            _ => Ok(None),
        }
    }

    async fn person(&self, id: &str, _: Day) -> Result<Option<Person>, ServiceError> {
        let birth = day::parse_iso("1990-01-01").unwrap();
        Ok((id == "opaque-1").then(|| Person {
            id: id.to_owned(),
            name: "莫可".to_owned(),
            number: CitizenId::generate(320_000, birth, 11).unwrap(),
            mobile: None,
            employer: None,
            proven_by: None,
        }))
    }
}

/// Registers that hold one record of everybody and trust nobody.
struct OneRecord;

#[async_trait]
impl Registers for OneRecord {
    async fn holdings(&self, _: &Person, _: Day) -> Result<Holdings, ServiceError> {
        let record = Record {
            value: Value::Number(18),
            origin: "测试登记库".to_owned(),
        };
        Ok(Holdings {
            records: BTreeMap::from([("insurance.unemployment_months".to_owned(), record)]),
            ..Holdings::default()
        })
    }

    async fn may_promise(&self, _: &Person, _: Day) -> Result<bool, ServiceError> {
        Ok(false)
    }
}

/// Registers whose line is dead.
struct Unreachable;

#[async_trait]
impl Registers for Unreachable {
    async fn holdings(&self, _: &Person, _: Day) -> Result<Holdings, ServiceError> {
        Err(ServiceError::new(
            Service::Registers,
            "holdings",
            "connection refused",
        ))
    }

    async fn may_promise(&self, _: &Person, _: Day) -> Result<bool, ServiceError> {
        Err(ServiceError::new(
            Service::Registers,
            "may_promise",
            "connection refused",
        ))
    }
}

type Objects = Arc<Mutex<HashMap<String, Vec<u8>>>>;

/// Objects in memory.
#[derive(Default)]
struct MemoryObjects(Objects);

struct MemoryWriter(Objects, String);

impl MemoryObjects {
    fn with<T>(&self, id: &str, act: impl FnOnce(&mut Vec<u8>) -> T) -> Result<T, ServiceError> {
        let mut objects = self.0.lock().unwrap();
        let object = objects.get_mut(id);
        object
            .map(act)
            .ok_or_else(|| ServiceError::new(Service::Objects, "find", "no such object"))
    }
}

#[async_trait]
impl ObjectStore for MemoryObjects {
    async fn create(&self, object: &Object) -> Result<(), ServiceError> {
        let id = object.id().to_owned();
        self.0.lock().unwrap().insert(id, Vec::new());
        Ok(())
    }

    async fn length(&self, object: &Object) -> Result<u64, ServiceError> {
        self.with(object.id(), |bytes| bytes.len() as u64)
    }

    async fn append(&self, object: &Object) -> Result<Box<dyn ObjectWriter>, ServiceError> {
        let id = object.id().to_owned();
        Ok(Box::new(MemoryWriter(self.0.clone(), id)))
    }

    async fn read(&self, object: &Object) -> Result<Vec<u8>, ServiceError> {
        self.with(object.id(), |bytes| bytes.clone())
    }

    async fn read_part(
        &self,
        object: &Object,
        start: u64,
        length: u64,
    ) -> Result<Vec<u8>, ServiceError> {
        let number = |it: u64| usize::try_from(it).unwrap();
        self.with(object.id(), |bytes| {
            let part = bytes.iter().skip(number(start)).take(number(length));
            part.copied().collect()
        })
    }

    async fn truncate(&self, object: &Object) -> Result<(), ServiceError> {
        self.with(object.id(), Vec::clear)
    }

    async fn remove_clear(&self, _: &str) -> Result<(), ServiceError> {
        Ok(())
    }

    async fn remove(&self, id: &str) -> Result<(), ServiceError> {
        self.0.lock().unwrap().remove(id);
        Ok(())
    }

    /// They are gone before a day is over.
    fn written_before(&self, _: SystemTime) -> BoxStream<'_, Result<String, ServiceError>> {
        futures_util::stream::empty().boxed()
    }
}

#[async_trait]
impl ObjectWriter for MemoryWriter {
    async fn write(&mut self, bytes: &[u8]) -> Result<(), ServiceError> {
        let mut objects = self.0.lock().unwrap();
        objects.entry(self.1.clone()).or_default().extend(bytes);
        Ok(())
    }

    async fn finish(self: Box<Self>) -> Result<(), ServiceError> {
        Ok(())
    }
}

#[tokio::test]
async fn another_identity_service_and_other_registers_answer_the_same_api() {
    let app = TestApp::start_with(|services| Services {
        identity: Arc::new(Tickets),
        registers: Arc::new(OneRecord),
        ..services
    })
    .await;
    let resident = app.resident("ticket-1").await;
    let session: Session = resident.get("/api/v1/session").await.json();
    let person = session.person.unwrap();
    assert_eq!((&*person.id, &*person.name), ("opaque-1", "莫可"));
    assert!(session.demo_identities.is_empty());
    let holdings: Holdings = resident.get("/api/v1/person/holdings").await.json();
    assert_eq!(holdings.records.len(), 1);
    let eligibility = resident.get("/api/v1/eligibility/unemployment").await;
    assert!(!eligibility.json::<Eligibility>().may_promise);
    let mut submission = resident.submission("resigned", None).await;
    let fields = &mut submission.application.fields;
    fields.insert("name".to_owned(), Value::from("莫可"));
    fields.insert("mobile".to_owned(), Value::from("15400000009"));
    let materials = &mut submission.application.materials;
    materials.insert("id_card".to_owned(), catalog::Supplied::Counter);
    let answer = resident.post("/api/v1/cases", "k", &submission).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
}

#[tokio::test]
async fn a_register_that_fails_stops_nobody_and_its_fault_is_told_to_nobody() {
    let app = TestApp::start_with(|services| Services {
        registers: Arc::new(Unreachable),
        ..services
    })
    .await;
    let resident = app.resident("lin-jing").await;
    let answer = resident.get("/api/v1/person/holdings").await;
    assert!(!answer.text().contains("refused"));
    let holdings: Holdings = answer.json();
    let unasked = holdings.unasked.iter().map(|one| one.register);
    let unasked: Vec<Register> = unasked.collect();
    assert_eq!(
        unasked,
        [Register::Records, Register::Licences, Register::Credit]
    );
    // What needs no register still works: a withdrawal above all. That the case is not there is what is said of it.
    let command = ResidentCommand {
        seen: 1,
        action: ResidentAction::WithdrawAll,
    };
    let path = "/api/v1/cases/39A4C7QKXW6T/actions";
    let answer = resident.post(path, "w", &command).await;
    assert_eq!(answer.code(), Code::NotFound);
    assert_eq!(resident.get("/api/v1/cases").await.status, 200);
}

#[tokio::test]
async fn files_go_to_another_object_store() {
    let objects = Arc::new(MemoryObjects::default());
    let app = TestApp::start_with(|services| Services {
        objects: objects.clone(),
        ..services
    })
    .await;
    let resident = app.resident("lin-jing").await;
    let photo = Photo::of_social_card(testkit::sharp_photograph());
    let bytes = photo.bytes.clone();
    let id = resident.upload(photo).await;
    let upload: Upload = resident.get(&format!("/api/v1/uploads/{id}")).await.json();
    assert!(!upload.report.unwrap().blocks());
    assert_eq!(objects.0.lock().unwrap().get(&id), Some(&bytes));
    let on_disk = std::fs::read_dir(app.folder.path().join("data/files"));
    assert_eq!(on_disk.unwrap().count(), 0);
}
