//! Letters in Spanish.

use identity::Letter;
use jiff::civil::Date;

use super::digest::Words;
use super::{Invitation, Offer};

const MONTHS: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

fn day(date: Date) -> String {
    let month = MONTHS[usize::try_from(date.month() - 1).expect("months are 1 to 12")];
    format!("{} de {month} de {}", date.day(), date.year())
}

pub(super) fn invitation(invitation: &Invitation<'_>, note: &str) -> Letter {
    let Invitation { inviter, place, role, function, link, .. } = invitation;
    let until = day(invitation.until);
    let what = match invitation.offer {
        Offer::Seat => format!(
            "{inviter} le invita a actuar por «{place}» en Rives, la plataforma de las ciudades hermanadas.\n\
             Función en la plataforma: {role}. Cargo: {function}."
        ),
        Offer::Claim => format!(
            "{inviter} le invita a representar a «{place}» en Rives, la plataforma de las ciudades hermanadas, para que \
             ambas partes trabajen en igualdad.\nCargo: {function}.\n\n\
             Al aceptar, usted solicita actuar por «{place}». Después lo confirmará alguien que le conoce; hasta \
             entonces no se hace nada en su nombre."
        ),
    };
    Letter {
        subject: format!("Invitación a actuar por {place}"),
        text: format!(
            "Buenos días:\n\n{what}\n{note}\nPara aceptar, abra esta dirección antes del final del {until} (UTC). Es \
             personal y sirve una sola vez:\n\n{link}\n\n\
             Si no esperaba esta invitación, puede ignorar este mensaje: sin su acuerdo no ocurre nada y su dirección se \
             borra después de esa fecha.\n\n\
             Este mensaje se envía automáticamente desde Rives.\n"
        ),
        leave: None,
    }
}

pub(super) fn sign_in(link: &str, minutes: u64) -> Letter {
    Letter {
        subject: "Su enlace para entrar en Rives".to_owned(),
        text: format!(
            "Buenos días:\n\nEste es el enlace que pidió para entrar en Rives. Es válido durante {minutes} minutos y \
             sirve una sola vez:\n\n{link}\n\n\
             Si no lo ha pedido, ignore este mensaje: sin el enlace nadie entra con su dirección. No lo reenvíe a \
             nadie.\n\n\
             Este mensaje se envía automáticamente desde Rives.\n"
        ),
        leave: None,
    }
}

/// The words around a digest.
pub(super) fn digest(news: usize, more: usize) -> Words {
    let plural = |count: usize| if count == 1 { "novedad" } else { "novedades" };
    Words {
        subject: format!("Rives: {news} {}", plural(news)),
        opening: "Buenos días:\n\nEsto es lo que ha pasado en sus cooperaciones y en los hilos que sigue.\n",
        waiting: "LE ESPERA",
        elsewhere: "OTRAS NOVEDADES",
        more: format!("Y {more} {} más:", plural(more)),
        all: "Todo en una página:",
        closing: "Rives envía este mensaje automáticamente porque usted lo eligió en la página de su cuenta. Para no recibir \
                  más, abra esta dirección:",
        day,
    }
}
