//! A photograph on its way: decoded by the browser, made fit in the worker, checked there, sent, and judged by the
//! server to the same verdict. What cannot go is told why, and the page lives through all of it.

use std::time::{Duration, Instant};

use precheck::{Change, Format};
use precheck_testkit::{Backdrop, Document, Picture, Scene, with_camera_data};
use serde_json::json;
use whole_product::browser::Engine;
use whole_product::folder::Folder;
use whole_product::in_both_engines;
use whole_product::photograph::Photographs;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::traffic::{PageTraffic, from_base64};
use whole_product::walk::{self, SOCIAL_CARD};

in_both_engines! {
    a_photograph_is_sent_upright_and_without_its_place,
    what_cannot_go_is_told_and_what_can_is_converted,
}

/// Of a phone as slow as a busy machine, with the largest of all photographs.
const PATIENCE: Duration = Duration::from_secs(60);

/// Someone who is to photograph the social security card.
async fn at_the_materials(engine: Engine, product: &Product) -> Resident {
    let mut resident = Resident::with(engine, product).await;
    walk::to_the_social_card(&mut resident).await;
    PageTraffic::record(&resident).await;
    resident
}

/// A card on a wooden table, photographed with so many pixels on the long side.
fn card(long_side: usize) -> Picture {
    Scene::of(Document::CardFront, Backdrop::Wood, long_side, 1)
        .photograph()
        .picture
}

/// What phone and server made of the picture that was sent last.
async fn expect_the_same_verdict(resident: &Resident) -> PageTraffic {
    let begun = Instant::now();
    let mut traffic = PageTraffic::recorded(resident).await;
    while traffic.judged.is_empty() {
        assert!(begun.elapsed() < PATIENCE, "not sent: {:?}", traffic.stages);
        // Which doubts a drawn card raises is not the matter here.
        let look = "const use = control('我看过了'); if (use) use.click()";
        resident.run(look, vec![]).await;
        tokio::time::sleep(Duration::from_millis(200)).await;
        traffic = PageTraffic::recorded(resident).await;
    }
    resident.expect_in(SOCIAL_CARD, "已上传").await;
    let sent = traffic.sent();
    let phone = traffic.checked.last().expect("the phone has checked");
    let server = traffic.judged.last().expect("the server has checked");
    assert_eq!(&phone.report, server);
    assert_eq!(phone.report.bytes, sent.len() as u64);
    assert_eq!(phone.report.format, Format::Jpeg);
    traffic
}

/// Whether both show the same, whatever their size: compared on a grid of 12 × 12.
fn shows_the_same(one: &Picture, other: &Picture) -> bool {
    let cell = |picture: &Picture, across: usize, down: usize| -> i32 {
        let (width, height) = (picture.width() / 12, picture.height() / 12);
        let colours = (0..width * height).step_by(7).map(|at| {
            let (x, y) = (across * width + at % width, down * height + at / width);
            i32::from(picture.colour(x, y)[1])
        });
        let (count, sum) = colours.fold((0, 0), |(count, sum), level| (count + 1, sum + level));
        sum / count
    };
    (0..144).all(|at| (cell(one, at % 12, at / 12) - cell(other, at % 12, at / 12)).abs() <= 6)
}

/// 12 megapixels, from a phone held upright, with the place where it was taken.
async fn a_photograph_is_sent_upright_and_without_its_place(engine: Engine) {
    let (product, folder) = (Product::start().await, Folder::new());
    let drawn = card(4000);
    let file = with_camera_data(&drawn.clone().lying().to_jpeg(88), 6, true);
    let file = folder.file("IMG_0001.jpg", &file);
    let mut resident = at_the_materials(engine, &product).await;

    resident.photograph(SOCIAL_CARD, "拍照", &file).await;
    let mut traffic = expect_the_same_verdict(&resident).await;
    traffic.stages.dedup();
    assert_eq!(
        traffic.stages,
        ["reading", "decoding", "improving", "checking"]
    );
    let [phone] = traffic.checked.as_slice() else {
        panic!("one file, one answer: {:?}", traffic.checked);
    };
    assert_eq!(phone.decoder, "browser");
    let done = [
        Change::PositionRemoved,
        Change::CameraDataRemoved,
        Change::TurnedUpright,
        Change::Reduced,
        Change::Compressed,
    ];
    assert_eq!(phone.changes, done);
    let sent = traffic.sent();
    assert!(!sent.windows(4).any(|four| four == b"Exif"));
    let seen = Picture::read(&sent).expect("a picture was sent");
    let is_wide = drawn.width() > drawn.height();
    assert_eq!(seen.width() > seen.height(), is_wide);
    assert!(shows_the_same(&seen, &drawn.reduced(2400)));
    resident.leave().await;
}

/// A PNG that claims 400 megapixels in 70 bytes.
fn bomb() -> Vec<u8> {
    let mut bytes = Picture::plain(8, 8, [255; 3]).to_png();
    bytes[16..24].copy_from_slice(&[0, 0, 0x4E, 0x20, 0, 0, 0x4E, 0x20]);
    bytes
}

/// A picture as Windows keeps it (BITMAPINFOHEADER, 24 bits, rows from below).
fn bmp(picture: &Picture) -> Vec<u8> {
    let (width, height) = (picture.width(), picture.height());
    let stride = (width * 3).next_multiple_of(4);
    let mut file = b"BM".to_vec();
    let mut number = |value: usize| file.extend_from_slice(&(value as u32).to_le_bytes());
    for value in [
        54 + stride * height,
        0,
        54,
        40,
        width,
        height,
        1 | 24 << 16,
        0,
        0,
        0,
        0,
        0,
        0,
    ] {
        number(value);
    }
    for y in (0..height).rev() {
        let row = (0..width).flat_map(|x| {
            let [red, green, blue] = picture.colour(x, y);
            [blue, green, red]
        });
        file.extend(row.chain([0; 3]).take(stride));
    }
    file
}

async fn what_cannot_go_is_told_and_what_can_is_converted(engine: Engine) {
    let (product, folder) = (Product::start().await, Folder::new());
    let bomb = folder.file("bomb.png", &bomb());
    let heic = folder.file("IMG_0002.HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic");
    let drawn = card(1600);
    let scan = folder.file("scan.bmp", &bmp(&drawn));
    let huge = folder.file("50MP.jpg", &card(8000).lying().to_jpeg(80));
    let photographs = Photographs::take();
    let mut resident = at_the_materials(engine, &product).await;

    let begun = Instant::now();
    resident.photograph(SOCIAL_CARD, "从相册选", &bomb).await;
    resident.expect_in(SOCIAL_CARD, "照片的尺寸太大").await;
    assert!(
        begun.elapsed() < Duration::from_secs(10),
        "{:?}",
        begun.elapsed()
    );
    let traffic = PageTraffic::recorded(&resident).await;
    assert!(
        !traffic.stages.iter().any(|stage| stage == "decoding"),
        "{traffic:?}"
    );

    resident.photograph(SOCIAL_CARD, "从相册换", &heic).await;
    resident.expect_in(SOCIAL_CARD, "HEIC").await;
    resident.expect_in(SOCIAL_CARD, "兼容性最佳").await;

    // Given up half way: nothing of it stays, and the next one is looked at as ever.
    resident.photograph(SOCIAL_CARD, "从相册换", &huge).await;
    resident.press_in(SOCIAL_CARD, "取消").await;
    resident.expect_in(SOCIAL_CARD, "HEIC").await;
    let looked = "return said().includes('几秒钟就好')";
    assert_eq!(resident.run(looked, vec![]).await, json!(false));

    resident.photograph(SOCIAL_CARD, "从相册换", &scan).await;
    let traffic = expect_the_same_verdict(&resident).await;
    let scan = traffic.checked.last().expect("an answer");
    assert_eq!(scan.changes, [Change::Converted]);
    assert_eq!(scan.decoder, "browser");
    let seen = Picture::read(&traffic.sent()).expect("a picture was sent");
    assert!(shows_the_same(&seen, &drawn));

    PageTraffic::record(&resident).await;
    resident
        .photograph(SOCIAL_CARD, "重拍", photographs.sharp())
        .await;
    let traffic = expect_the_same_verdict(&resident).await;
    assert_eq!(
        traffic.checked.last().map(|it| it.decoder.as_str()),
        Some("none")
    );
    resident.leave().await;
}

/// 48 megapixels, as newer phones take them, and a WebP, as chats keep pictures.
#[tokio::test]
async fn the_largest_photographs_and_those_of_chats_go_as_small_jpegs_in_chromium() {
    let (product, folder) = (Product::start().await, Folder::new());
    let drawn = card(8000);
    let file = with_camera_data(&drawn.clone().lying().to_jpeg(85), 6, false);
    let file = folder.file("48MP.jpg", &file);
    let drawn = drawn.reduced(2400);
    let mut resident = at_the_materials(Engine::Chromium, &product).await;

    resident.photograph(SOCIAL_CARD, "拍照", &file).await;
    let traffic = expect_the_same_verdict(&resident).await;
    let phone = traffic.checked.last().expect("an answer");
    assert_eq!(phone.decoder, "browser");
    // The raw file, the reduced pixels and little more: our own decoder would take 150 MB for the picture alone.
    assert!(phone.memory < 80_000_000, "{} bytes", phone.memory);
    let seen = Picture::read(&traffic.sent()).expect("a picture was sent");
    assert!(shows_the_same(&seen, &drawn));

    // Chromium writes the WebP itself.
    let script = "const done = arguments[arguments.length - 1];
        const picture = document.querySelector('.sheet img');
        const canvas = new OffscreenCanvas(picture.naturalWidth, picture.naturalHeight);
        canvas.getContext('2d').drawImage(picture, 0, 0);
        canvas.convertToBlob({ type: 'image/webp', quality: 0.9 }).then((webp) => {
            const reader = new FileReader();
            reader.onload = () => done(reader.result.split(',')[1]);
            reader.readAsDataURL(webp);
        })";
    let webp = resident
        .browser()
        .session()
        .execute_async(script, vec![])
        .await;
    let webp = webp.expect("Chromium writes WebP").json().clone();
    let webp = from_base64(webp.as_str().expect("letters"));
    assert_eq!(webp.get(8..12), Some(&b"WEBP"[..]));
    let webp = folder.file("mmexport1700000000000.webp", &webp);
    PageTraffic::record(&resident).await;
    resident.photograph(SOCIAL_CARD, "从相册换", &webp).await;
    let traffic = expect_the_same_verdict(&resident).await;
    let phone = traffic.checked.last().expect("an answer");
    assert_eq!(phone.changes, [Change::Converted]);
    resident.leave().await;
}
