//! Small files of formats that this crate does not write, made in code for tests.

use archive::deflated_zip as zip;

/// An OFD file of A4 pages; each is given by the objects on its layer.
#[must_use]
pub fn ofd(pages: &[&str]) -> Vec<u8> {
    let names: Vec<String> = (0..pages.len())
        .map(|at| format!("Doc_0/Pages/Page_{at}/Content.xml"))
        .collect();
    let listed: String = names
        .iter()
        .map(|name| format!("<ofd:Page ID=\"1\" BaseLoc=\"{}\"/>", &name[6..]))
        .collect();
    let root = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ofd:OFD xmlns:ofd=\"http://www.ofdspec.org/2016\" \
                Version=\"1.0\" DocType=\"OFD\"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>\
                </ofd:DocBody></ofd:OFD>";
    let document = format!(
        "<ofd:Document><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210.0 297.0</ofd:PhysicalBox>\
         </ofd:PageArea></ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
    );
    let contents: Vec<String> = pages
        .iter()
        .map(|objects| {
            format!("<ofd:Page><ofd:Content><ofd:Layer ID=\"2\">{objects}</ofd:Layer></ofd:Content></ofd:Page>")
        })
        .collect();
    let mut members = vec![
        ("OFD.xml", root.as_bytes()),
        ("Doc_0/Document.xml", document.as_bytes()),
    ];
    for (name, content) in names.iter().zip(&contents) {
        members.push((name, content.as_bytes()));
    }
    zip(&members)
}

/// An OLE compound file whose directory has these names, four to a sector.
#[must_use]
pub fn compound(names: &[&str]) -> Vec<u8> {
    const END: u32 = 0xFFFF_FFFE;
    let mut header = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    header.resize(512, 0);
    header[30] = 9;
    // The directory begins in sector 1, behind the table.
    header[48] = 1;
    let sectors = names.chunks(4);
    let mut table: Vec<u32> = (1..=sectors.len() as u32).collect();
    table.resize(128, END);
    let mut file = header;
    file.extend(table.iter().flat_map(|next| next.to_le_bytes()));
    for sector in sectors {
        let mut entries: Vec<u8> = Vec::new();
        for name in sector {
            let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            entry.resize(128, 0);
            entries.extend(entry);
        }
        entries.resize(512, 0);
        file.extend(entries);
    }
    file
}

/// The frame of a GIF of this many images; what would be their pixels is nothing.
#[must_use]
pub fn gif(width: u16, height: u16, images: usize) -> Vec<u8> {
    let sides = [width.to_le_bytes(), height.to_le_bytes()].concat();
    let header = [b"GIF89a", &sides[..], b"\x80\0\0\0\0\0\xFF\xFF\xFF"].concat();
    let comment = b"\x21\xFE\x02hi\0";
    let image = [b"\x2C\0\0\0\0", &sides[..], b"\0\x02\x02\x4C\x01\0"].concat();
    [&header, &comment[..], &image.repeat(images), b"\x3B"].concat()
}

/// The header of a moving WebP.
#[must_use]
pub fn webp(width: u32, height: u32) -> Vec<u8> {
    let (w, h) = ((width - 1).to_le_bytes(), (height - 1).to_le_bytes());
    let chunk = [b"VP8X\x0A\0\0\0\x02\0\0\0", &w[..3], &h[..3]].concat();
    let length = (chunk.len() as u32 + 4).to_le_bytes();
    [b"RIFF", &length[..], b"WEBP", &chunk].concat()
}

/// The boxes of a HEIC photograph made of tiles, taken upright with a phone whose sensor lies; without its pixels.
#[must_use]
pub fn heif(width: u32, height: u32) -> Vec<u8> {
    let boxed = |kind: &[u8; 4], payload: &[u8]| {
        let length = (payload.len() as u32 + 8).to_be_bytes();
        [&length, &kind[..], payload].concat()
    };
    let extent = |width: u32, height: u32| {
        let sides = [[0; 4], width.to_be_bytes(), height.to_be_bytes()].concat();
        boxed(b"ispe", &sides)
    };
    let properties = [
        extent(512, 512),
        extent(width, height),
        extent(320, 240),
        boxed(b"irot", &[3]),
    ];
    let properties = boxed(b"iprp", &boxed(b"ipco", &properties.concat()));
    [
        boxed(b"ftyp", b"heic\0\0\0\0mif1heic"),
        boxed(b"meta", &[&[0; 4][..], &properties].concat()),
        boxed(b"mdat", &[7; 40]),
    ]
    .concat()
}

/// The file with more and more of its bytes changed, and every third one cut; whole at first.
#[must_use]
pub fn broken(whole: &[u8], way: u32) -> Vec<u8> {
    let mut broken = whole.to_vec();
    // Numerical Recipes' generator is enough: it only has to be the same everywhere.
    let mut rng = way;
    let mut next = |below: usize| {
        rng = rng.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (rng >> 8) as usize % below.max(1)
    };
    for _ in 0..way % 20 {
        let at = next(broken.len());
        // Lengths are what hurts: all ones as often as anything.
        let byte = if next(2) == 0 { 0xFF } else { next(256) as u8 };
        if let Some(to) = broken.get_mut(at) {
            *to = byte;
        }
    }
    if way % 3 == 2 {
        broken.truncate(next(whole.len()));
    }
    broken
}
