//! Why something has to be corrected, and how it will do, in words.

use casework::event::Remedy;
use catalog::CorrectionReason;

use crate::messages::reason as words;

pub(crate) const fn reason(reason: CorrectionReason) -> &'static str {
    use CorrectionReason as R;
    match reason {
        R::R01 => words::r01(),
        R::R02 => words::r02(),
        R::R03 => words::r03(),
        R::R04 => words::r04(),
        R::R05 => words::r05(),
        R::R06 => words::r06(),
        R::R07 => words::r07(),
        R::R08 => words::r08(),
        R::R09 => words::r09(),
        R::R10 => words::r10(),
        R::R11 => words::r11(),
        R::R12 => words::r12(),
        R::R13 => words::r13(),
        R::R14 => words::r14(),
        R::R15 => words::r15(),
        R::R16 => words::r16(),
    }
}

pub(crate) const fn remedy(remedy: Remedy) -> &'static str {
    match remedy {
        Remedy::TakeAgain => words::take_again(),
        Remedy::AddPages => words::add_pages(),
        Remedy::SendTheRightPaper => words::send_right(),
        Remedy::SignOrSeal => words::sign_or_seal(),
        Remedy::Renew => words::renew(),
        Remedy::FillInAgain => words::fill_in_again(),
        Remedy::ShowAtCounter => words::show_at_counter(),
    }
}
