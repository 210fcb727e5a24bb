//! Privacy in words: what is kept about people, why, for how long, and what each look at it was for.

use domain::Lang;
use identity::LookedFor;

use crate::config::Privacy;

/// What a look at somebody's data was for.
#[must_use]
pub fn purpose(lang: Lang, purpose: LookedFor) -> &'static str {
    match (lang, purpose) {
        (Lang::Fr, LookedFor::Name) => {
            "Votre nom a été montré à une personne de la même institution"
        }
        (Lang::Fr, LookedFor::List) => "Liste des personnes de la plateforme",
        (Lang::Fr, LookedFor::Export) => "Remise de toutes vos données",
        (Lang::En, LookedFor::Name) => "Your name was shown to somebody of the same institution",
        (Lang::En, LookedFor::List) => "List of the people of the platform",
        (Lang::En, LookedFor::Export) => "All your data were handed out",
        (Lang::Es, LookedFor::Name) => "Su nombre se mostró a alguien de la misma institución",
        (Lang::Es, LookedFor::List) => "Lista de las personas de la plataforma",
        (Lang::Es, LookedFor::Export) => "Entrega de todos sus datos",
    }
}

/// What is kept about people and why, one paragraph a purpose.
#[must_use]
pub fn notes(lang: Lang, privacy: &Privacy) -> Vec<String> {
    match lang {
        Lang::Fr => fr(privacy),
        Lang::En => en(privacy),
        Lang::Es => es(privacy),
    }
}

fn fr(privacy: &Privacy) -> Vec<String> {
    let Privacy { session_days, journal_days, invitation_days, inactive_months, .. } = privacy;
    let away = match inactive_months {
        0 => "Un compte reste jusqu’à ce que vous l’effaciez.".to_owned(),
        months => format!("Un compte resté sans usage pendant {months} mois est effacé."),
    };
    vec![
        format!(
            "Votre compte : adresse électronique, nom d’usage, langue, et ce qu’il faut pour vous connecter. Ils servent à \
             vous reconnaître et à vous écrire, pour la mission de coopération de votre institution. {away}"
        ),
        format!(
            "Vos sessions : leur début, leur dernier usage et le nom du navigateur, pour que vous voyiez où vous êtes \
             connecté. Une session inutilisée pendant {session_days} jours est supprimée."
        ),
        "Votre présence : tant que la page d’une coopération est ouverte, et dix secondes de plus, les autres parties voient \
         qu’une personne de votre institution ou de votre groupe y est, avec sa fonction et sans son nom. Rien n’en est \
         enregistré."
            .to_owned(),
        "Les actes : ce que fait une institution reste dans son histoire, avec le siège qui a agi, sans nom ni adresse. Le \
         texte que vous écrivez au nom de l’institution y reste aussi : n’y nommez personne."
            .to_owned(),
        "Vos nouvelles par courriel, si vous les demandez : le rythme, le fuseau horaire et jusqu’où la dernière lettre a \
         raconté, jusqu’à ce que vous y mettiez fin."
            .to_owned(),
        format!(
            "Les invitations : l’adresse de la personne invitée, jusqu’à {invitation_days} jours après leur fin."
        ),
        format!(
            "Les consultations : quand une autre personne voit vos données, la date, le siège et le motif sont notés pendant \
             {journal_days} jours. Vous pouvez lire ce journal."
        ),
        "Les collectivités de chaque rive et l’exploitant de la plateforme en sont responsables ensemble : vous pouvez vous \
         adresser à n’importe lequel d’entre eux. Vos droits sont les mêmes dans tous les pays."
            .to_owned(),
        "Vos droits : voir vos données, les emporter, les corriger, les effacer, depuis la page de votre compte, et vous \
         plaindre auprès de l’autorité de protection des données de votre pays (en France, la CNIL)."
            .to_owned(),
    ]
}

fn en(privacy: &Privacy) -> Vec<String> {
    let Privacy { session_days, journal_days, invitation_days, inactive_months, .. } = privacy;
    let away = match inactive_months {
        0 => "An account stays until you erase it.".to_owned(),
        months => format!("An account that is not used for {months} months is erased."),
    };
    vec![
        format!(
            "Your account: e-mail address, the name you go by, language, and what it takes to sign in. They serve to know you \
             and to write to you, for your institution’s task of cooperation. {away}"
        ),
        format!(
            "Your sessions: when they began, when they were last used and what the browser calls itself, so that you see \
             where you are signed in. A session that is not used for {session_days} days is deleted."
        ),
        "Your presence: while the page of a cooperation is open, and ten seconds longer, the other parties see that somebody \
         of your institution or group is there, by function and without a name. Nothing of it is recorded."
            .to_owned(),
        "Acts: what an institution does stays in its history with the seat that acted, without name or address. What you \
         write in the institution’s name stays too: name nobody there."
            .to_owned(),
        "Your news by mail, if you ask for it: how often, your time zone and how far the last letter told, until you end it."
            .to_owned(),
        format!(
            "Invitations: the address of whoever is invited, until {invitation_days} days after they end."
        ),
        format!(
            "Looks: when somebody else sees your data, the date, their seat and the purpose are noted for {journal_days} days. \
             You can read this journal."
        ),
        "The authorities of each shore and the operator of the platform are responsible for this together: you can turn to \
         any of them. Your rights are the same in every country."
            .to_owned(),
        "Your rights: see your data, take them with you, correct them and erase them on the page of your account, and \
         complain to the data protection authority of your country (in France, the CNIL)."
            .to_owned(),
    ]
}

fn es(privacy: &Privacy) -> Vec<String> {
    let Privacy { session_days, journal_days, invitation_days, inactive_months, .. } = privacy;
    let away = match inactive_months {
        0 => "Una cuenta permanece hasta que usted la borre.".to_owned(),
        months => format!("Una cuenta que no se usa durante {months} meses se borra."),
    };
    vec![
        format!(
            "Su cuenta: dirección de correo, nombre de uso, idioma y lo necesario para iniciar sesión. Sirven para \
             reconocerle y escribirle, para la misión de cooperación de su institución. {away}"
        ),
        format!(
            "Sus sesiones: su inicio, su último uso y el nombre del navegador, para que vea dónde tiene una sesión abierta. \
             Una sesión que no se usa durante {session_days} días se elimina."
        ),
        "Su presencia: mientras la página de una cooperación está abierta, y diez segundos más, las otras partes ven que \
         alguien de su institución o de su grupo está en ella, con su función y sin su nombre. No se registra nada de ello."
            .to_owned(),
        "Los actos: lo que hace una institución permanece en su historia con el puesto que actuó, sin nombre ni dirección. \
         El texto que escribe en nombre de la institución también permanece: no nombre a nadie en él."
            .to_owned(),
        "Sus novedades por correo, si las pide: la frecuencia, la zona horaria y hasta dónde contó la última carta, hasta que \
         usted les ponga fin."
            .to_owned(),
        format!(
            "Las invitaciones: la dirección de la persona invitada, hasta {invitation_days} días después de su fin."
        ),
        format!(
            "Las consultas: cuando otra persona ve sus datos, la fecha, el puesto y el motivo se anotan durante \
             {journal_days} días. Usted puede leer este registro."
        ),
        "Las autoridades de cada orilla y el operador de la plataforma son responsables conjuntamente: puede dirigirse a \
         cualquiera de ellos. Sus derechos son los mismos en todos los países."
            .to_owned(),
        "Sus derechos: ver sus datos, llevárselos, corregirlos y borrarlos en la página de su cuenta, y reclamar ante la \
         autoridad de protección de datos de su país (en Francia, la CNIL)."
            .to_owned(),
    ]
}
