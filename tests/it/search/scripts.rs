//! Scripts without blanks between words: any part of a text is found, whole characters at a time.

use crate::support::office::Office;
use crate::support::screen::Screen;
use barback::desk::{Desk, NewTicket, NewUser};
use barback::domain::search::Page;
use barback::domain::{Role, TicketNumber, words};
use proptest::prelude::*;
use proptest::sample::select;
use unicode_segmentation::UnicodeSegmentation;

/// Nobody in these exists.
const TEXTS: [(&str, &[&str]); 9] = [
    ("瓶を交換できません", &["交換", "瓶", "換でき", "せん", "ん", "瓶を交換できません"]),
    ("ﾎﾞﾄﾙを引き換え", &["ボトル", "ﾄﾙ", "引き", "換え"]),
    ("无法兑换酒瓶", &["兑换", "酒瓶", "瓶"]),
    ("병을교환할수없어요", &["교환", "할수", "없어", "요"]),
    ("병을 교환할 수 없어요", &["교환", "없어", "교ㅎ"]),
    ("แลกขวดไม่ได้", &["ขวด", "แลก", "ได้"]),
    ("ບໍ່ສາມາດແລກຂວດ", &["ຂວດ", "ແລກ"]),
    ("មិនអាចប្តូរដប", &["ដប", "អាច"]),
    ("ပုလင်းလဲလို့မရပါ", &["ပုလင်း", "မရ"]),
];

fn found(desk: &Desk, query: &str) -> Vec<TicketNumber> {
    let query = desk.read_query(query).unwrap();
    let listed: Vec<TicketNumber> = desk.list(&query, &Page::first(50)).unwrap().tickets.iter().map(|ticket| ticket.number).collect();
    assert_eq!(desk.count(&query, None).unwrap(), i64::try_from(listed.len()).unwrap());
    listed
}

fn in_the(office: &Office, subject: &str, description: &str) -> TicketNumber {
    office.clock.forward(1_000);
    let new = NewTicket { subject: subject.to_owned(), description: description.to_owned(), ..NewTicket::default() };
    office.create("ida", &new).number
}

#[test]
fn any_part_of_a_text_is_found_by_staff_and_by_guests() {
    let office = Office::new();
    let tickets: Vec<TicketNumber> = TEXTS.iter().map(|(text, _)| in_the(&office, text, "")).collect();
    for who in ["dana", "ida"] {
        let desk = office.desk(who);
        for ((text, parts), ticket) in TEXTS.iter().zip(&tickets) {
            for part in *parts {
                assert!(found(&desk, part).contains(ticket), "{who}: {part} in {text}");
                assert!(found(&desk, &format!("\"{part}\"")).contains(ticket) || part.ends_with('ㅎ'), "{who}: \"{part}\" in {text}");
            }
        }
        // The characters alone are not enough: they stand side by side.
        for apart in ["瓶交", "換瓶", "교없", "ขดว", "酒兑"] {
            assert_eq!(found(&desk, apart), [], "{who}: {apart}");
        }
    }
}

#[test]
fn beside_letters_and_digits_a_run_is_a_word_of_its_own() {
    let office = Office::new();
    let ticket = in_the(&office, "3番テーブルでiPadが動かない", "");
    let dana = office.desk("dana");
    for text in ["番テーブル", "テー", "iPad", "ipadが動", "3番", "動かない", "が"] {
        assert_eq!(found(&dana, text), [ticket], "{text}");
    }
    assert_eq!(found(&dana, "padが"), [], "letters of other scripts have words that begin");
}

#[test]
fn tickets_like_it_are_found_in_them_too() {
    let office = Office::new();
    let bottle = in_the(&office, "瓶を交換できません", "");
    let thai = in_the(&office, "แลกขวดไม่ได้", "");
    in_the(&office, "ありません", "");
    for who in ["dana", "ida"] {
        let like = |subject: &str| -> Vec<TicketNumber> {
            office.desk(who).similar(subject).unwrap().into_iter().map(|ticket| ticket.number).collect()
        };
        assert_eq!(like("瓶を交換したいのですが"), [bottle], "{who}");
        assert_eq!(like("ขวดแลกไม่ได้"), [thai], "{who}");
        assert_eq!(like("ではありませんでした"), [], "{who}: endings say little");
    }
}

#[test]
fn people_are_found_by_a_part_of_such_a_name() {
    let office = Office::new();
    let sam = office.desk("sam");
    let new = NewUser { login: "yuki".parse().unwrap(), name: "山田由紀子".to_owned(), email: None, role: Role::Bartender, key: None };
    sam.add_user(sam.new_order(), &new).unwrap();
    let mut screen = Screen::open(office.desk("dana"), office.desk("dana"), (120, 40));
    for part in ["山田", "由紀", "子"] {
        let people = office.desk("dana").people_like(part, barback::domain::Among::Everybody).unwrap();
        assert_eq!(people.iter().map(|user| user.login.as_str()).collect::<Vec<_>>(), ["yuki"], "{part}");
        screen.keys("/").types(&format!("assignee:{part}"));
        assert!(screen.says("yuki"), "{part}: {}", screen.text());
        screen.keys("esc");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Over whole blocks of such scripts, mixed with others.
    #[test]
    fn every_stretch_of_characters_is_in_the_text_it_was_taken_from(
        text in "[ぁ-ゖァ-ヺ一-鿿가-힣ก-ฮเ-ไກຂຄງຈສຊຍດຕຖທນບປຜຝພຟມຢຣລວຫອຮក-អက-အ]{1,12}",
        around in select(vec!["", "a ", "3", "é"]),
        from in 0_usize..12, length in 1_usize..12, prefix in any::<bool>(),
    ) {
        let characters: Vec<&str> = text.graphemes(true).collect();
        let from = from.min(characters.len() - 1);
        let part = characters[from..(from + length).min(characters.len())].concat();
        let whole = format!("{around}{text}{around}");
        let sought = words::phrase(&part, prefix);
        prop_assert!(!sought.words.is_empty() && words::have(&whole, &sought.words, sought.prefix), "{:?} in {:?}", part, whole);
    }

    /// And nothing is found that does not stand there.
    #[test]
    fn what_does_not_stand_there_is_not_found(text in "[一-丿가-갏ก-ฉ]{1,8}", part in "[一-丿가-갏ก-ฉ]{1,3}", prefix in any::<bool>()) {
        let sought = words::phrase(&part, prefix);
        let stands = words::have(&text, &sought.words, sought.prefix);
        // A syllable of Korean that is being typed is the beginning of others.
        let is_korean = part.chars().next_back().is_some_and(|last| ('가'..='힣').contains(&last));
        prop_assert!(stands == text.contains(&part) || is_korean && stands);
    }
}
