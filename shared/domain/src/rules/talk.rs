//! Rules of documents (`DO-…`) and of discussions (`TK-…`).

use super::{Rule, RuleId, Severity, row};
use crate::text::words;

/// Where these come from: how this platform keeps files and lets sides talk.
const HOUSE: &str = "Rives: documents and discussions";

/// Bytes come with a document.
pub const DO_BYTES: RuleId = RuleId("DO-BYTES");
/// How large a document may be.
pub const DO_LARGE: RuleId = RuleId("DO-LARGE");
/// A document holds something.
pub const DO_EMPTY: RuleId = RuleId("DO-EMPTY");
/// What a document may be.
pub const DO_TYPE: RuleId = RuleId("DO-TYPE");
/// A document is what it says it is.
pub const DO_DECLARED: RuleId = RuleId("DO-DECLARED");
/// A file has a name.
pub const DO_NAME: RuleId = RuleId("DO-NAME");
/// A version differs from the one before.
pub const DO_SAME: RuleId = RuleId("DO-SAME");
/// Who may see a document.
pub const DO_VISIBILITY: RuleId = RuleId("DO-VISIBILITY");
/// Sharing only widens.
pub const DO_WIDER: RuleId = RuleId("DO-WIDER");
/// Who gave a document looks after it.
pub const DO_OWN: RuleId = RuleId("DO-OWN");
/// A document that was taken back.
pub const DO_WITHDRAWN: RuleId = RuleId("DO-WITHDRAWN");
/// What remains of a document that is taken back.
pub const DO_BYTES_STAY: RuleId = RuleId("DO-BYTES-STAY");
/// A node without a place for documents.
pub const DO_NOWHERE: RuleId = RuleId("DO-NOWHERE");
/// Bytes that are not what the record names.
pub const DO_DAMAGED: RuleId = RuleId("DO-DAMAGED");

/// A discussion that is closed.
pub const TK_CLOSED: RuleId = RuleId("TK-CLOSED");
/// A discussion that is open.
pub const TK_OPEN: RuleId = RuleId("TK-OPEN");
/// A message that is gone.
pub const TK_GONE: RuleId = RuleId("TK-GONE");
/// Answers have one level.
pub const TK_LEVEL: RuleId = RuleId("TK-LEVEL");
/// Who may write a message anew.
pub const TK_AUTHOR: RuleId = RuleId("TK-AUTHOR");
/// Who may take a message back.
pub const TK_OWN: RuleId = RuleId("TK-OWN");
/// A message was written anew meanwhile.
pub const TK_MOVED: RuleId = RuleId("TK-MOVED");
/// Who may be called on.
pub const TK_MENTION: RuleId = RuleId("TK-MENTION");

/// The rows.
pub const TALK: &[Rule] = &[
    row(
        DO_BYTES,
        Severity::Block,
        HOUSE,
        words(
            "Le fichier lui-même manque.",
            "The file itself is missing.",
            "Falta el propio archivo.",
        ),
        words(
            "Envoyez ses octets comme corps d’une requête POST à /documents.",
            "Send its bytes as the body of a POST request to /documents.",
            "Envíe sus bytes como cuerpo de una petición POST a /documents.",
        ),
    ),
    row(
        DO_LARGE,
        Severity::Block,
        HOUSE,
        words(
            "Ce fichier est trop grand : {} Mio au plus.",
            "This file is too large: {} MiB at most.",
            "Este archivo es demasiado grande: {} MiB como máximo.",
        ),
        words(
            "Réduisez les images, découpez le document, ou donnez l’adresse où il se trouve.",
            "Make its pictures smaller, cut it into parts, or give the address where it lies.",
            "Reduzca las imágenes, divida el documento o indique la dirección donde se encuentra.",
        ),
    ),
    row(
        DO_EMPTY,
        Severity::Block,
        HOUSE,
        words("Ce fichier est vide.", "This file is empty.", "Este archivo está vacío."),
        words(
            "Vérifiez qu’il s’ouvre chez vous, puis envoyez-le de nouveau.",
            "See whether it opens on your side, then send it again.",
            "Compruebe que se abre en su equipo y envíelo de nuevo.",
        ),
    ),
    row(
        DO_TYPE,
        Severity::Block,
        HOUSE,
        words(
            "Ce type de fichier n’est pas accepté.",
            "This type of file is not taken.",
            "Este tipo de archivo no se acepta.",
        ),
        words(
            "Donnez un PDF, une image PNG, JPEG ou WebP, un fichier ODT, ODS, DOCX ou XLSX, un texte ou un CSV en UTF-8.",
            "Give a PDF, a PNG, JPEG or WebP picture, an ODT, ODS, DOCX or XLSX file, a text or a CSV in UTF-8.",
            "Entregue un PDF, una imagen PNG, JPEG o WebP, un archivo ODT, ODS, DOCX o XLSX, un texto o un CSV en UTF-8.",
        ),
    ),
    row(
        DO_DECLARED,
        Severity::Block,
        HOUSE,
        words(
            "Le fichier n’est pas ce que son nom ou son type annonce ; son contenu est de type {}.",
            "The file is not what its name or its type says; its content is {}.",
            "El archivo no es lo que dicen su nombre o su tipo; su contenido es {}.",
        ),
        words(
            "Donnez-lui la terminaison qui convient à son contenu, ou exportez-le de nouveau.",
            "Give it the ending that fits its content, or export it again.",
            "Dele la terminación que corresponde a su contenido o expórtelo de nuevo.",
        ),
    ),
    row(
        DO_NAME,
        Severity::Block,
        HOUSE,
        words("Le fichier n’a pas de nom.", "The file has no name.", "El archivo no tiene nombre."),
        words(
            "Nommez-le d’après ce qu’il contient, sans nom de personne.",
            "Name it after what is in it, without the name of a person.",
            "Nómbrelo por lo que contiene, sin nombres de personas.",
        ),
    ),
    row(
        DO_SAME,
        Severity::Block,
        HOUSE,
        words(
            "C’est la version qui est déjà là, octet pour octet.",
            "This is the version that is there already, byte for byte.",
            "Es la versión que ya está, byte por byte.",
        ),
        words("Il n’y a rien à faire.", "There is nothing to do.", "No hay nada que hacer."),
    ),
    row(
        DO_VISIBILITY,
        Severity::Block,
        HOUSE,
        words(
            "Un document est pour un côté, pour les partenaires ou pour tous.",
            "A document is for a side, for the partners or for everybody.",
            "Un documento es para una parte, para los socios o para todos.",
        ),
        words(
            "Choisissez l’une de ces trois portées.",
            "Choose one of these three.",
            "Elija una de estas tres opciones.",
        ),
    ),
    row(
        DO_WIDER,
        Severity::Block,
        HOUSE,
        words(
            "Ce document est déjà visible d’autant de monde ; ce qui a été montré ne se cache plus.",
            "As many people see this document already; what was shown is not hidden again.",
            "Este documento ya es visible para tantas personas; lo mostrado no se vuelve a ocultar.",
        ),
        words(
            "Élargissez aux partenaires ou à tous, ou retirez le document.",
            "Widen it to the partners or to everybody, or take the document back.",
            "Amplíelo a los socios o a todos, o retire el documento.",
        ),
    ),
    row(
        DO_OWN,
        Severity::Block,
        HOUSE,
        words(
            "Seul le côté qui a donné un document en donne une version, l’élargit ou le retire.",
            "Only the side that gave a document gives a version of it, widens it or takes it back.",
            "Solo la parte que entregó un documento entrega otra versión, lo amplía o lo retira.",
        ),
        words(
            "Donnez le vôtre, ou demandez-le-lui dans une discussion.",
            "Give one of your own, or ask them in a discussion.",
            "Entregue uno propio o pídaselo en una conversación.",
        ),
    ),
    row(
        DO_WITHDRAWN,
        Severity::Block,
        HOUSE,
        words(
            "Ce document a été retiré.",
            "This document was taken back.",
            "Este documento fue retirado.",
        ),
        words(
            "Donnez un nouveau document.",
            "Give a new document.",
            "Entregue un documento nuevo.",
        ),
    ),
    row(
        DO_BYTES_STAY,
        Severity::Inform,
        HOUSE,
        words(
            "Le document n’est plus remis à personne ; ses octets restent au magasin, parce que le registre cite leur empreinte.",
            "The document is handed to nobody any more; its bytes stay in the store, because the record names their hash.",
            "El documento ya no se entrega a nadie; sus bytes quedan en el almacén, porque el registro cita su huella.",
        ),
        words(
            "S’ils doivent disparaître, l’exploitant supprime le fichier nommé par l’empreinte.",
            "If they must be gone, the operator removes the file that is named by the hash.",
            "Si deben desaparecer, quien opera el servicio elimina el archivo nombrado por la huella.",
        ),
    ),
    row(
        DO_NOWHERE,
        Severity::Block,
        HOUSE,
        words(
            "Ce service n’a pas de lieu commun où garder des documents.",
            "This service has no common place to keep documents.",
            "Este servicio no tiene un lugar común donde guardar documentos.",
        ),
        words(
            "L’exploitant nomme un compartiment S3 dans `documents.url`, ou dit par `documents.shared` que le dossier est commun à tous les nœuds.",
            "The operator names an S3 bucket in `documents.url`, or says by `documents.shared` that the folder is common to all nodes.",
            "Quien opera el servicio nombra un depósito S3 en `documents.url` o dice con `documents.shared` que la carpeta es común a todos los nodos.",
        ),
    ),
    row(
        DO_DAMAGED,
        Severity::Block,
        HOUSE,
        words(
            "Les octets de ce document manquent ou ne sont plus ceux que le registre cite ; ils ne sont pas remis.",
            "The bytes of this document are missing or no longer those that the record names; they are not handed out.",
            "Los bytes de este documento faltan o ya no son los que cita el registro; no se entregan.",
        ),
        words(
            "L’exploitant lance `rives documents verify` et remet le fichier depuis l’archive ; qui a l’original peut le donner comme nouvelle version.",
            "The operator runs `rives documents verify` and puts the file back from the archive; who has the original can give it as a new version.",
            "Quien opera el servicio ejecuta `rives documents verify` y repone el archivo desde el archivo de respaldo; quien tiene el original puede entregarlo como nueva versión.",
        ),
    ),
    row(
        TK_CLOSED,
        Severity::Block,
        HOUSE,
        words(
            "Cette discussion est close.",
            "This discussion is closed.",
            "Esta conversación está cerrada.",
        ),
        words(
            "Rouvrez-la, ou ouvrez-en une autre.",
            "Open it again, or open another.",
            "Reábrala o abra otra.",
        ),
    ),
    row(
        TK_OPEN,
        Severity::Block,
        HOUSE,
        words(
            "Cette discussion est ouverte.",
            "This discussion is open.",
            "Esta conversación está abierta.",
        ),
        words("Écrivez-y.", "Write in it.", "Escriba en ella."),
    ),
    row(
        TK_GONE,
        Severity::Block,
        HOUSE,
        words(
            "Ce message n’est pas là, ou il a été retiré.",
            "This message is not there, or was taken back.",
            "Este mensaje no está o fue retirado.",
        ),
        words(
            "Chargez la discussion de nouveau.",
            "Load the discussion again.",
            "Vuelva a cargar la conversación.",
        ),
    ),
    row(
        TK_LEVEL,
        Severity::Block,
        HOUSE,
        words(
            "Une réponse ne répond pas à une réponse.",
            "An answer does not answer an answer.",
            "Una respuesta no responde a otra respuesta.",
        ),
        words(
            "Répondez au message auquel celle-ci répond.",
            "Answer the message that it answers.",
            "Responda al mensaje al que esta responde.",
        ),
    ),
    row(
        TK_AUTHOR,
        Severity::Block,
        HOUSE,
        words(
            "Seule la personne qui a écrit un message le réécrit.",
            "Only the person who wrote a message writes it anew.",
            "Solo quien escribió un mensaje lo reescribe.",
        ),
        words(
            "Répondez-lui, ou retirez-le s’il est de votre autorité.",
            "Answer it, or take it back if it is of your own authority.",
            "Respóndalo o retírelo si es de su propia autoridad.",
        ),
    ),
    row(
        TK_OWN,
        Severity::Block,
        HOUSE,
        words(
            "Une autorité ne retire que ses propres messages.",
            "An authority takes only its own messages back.",
            "Una autoridad solo retira sus propios mensajes.",
        ),
        words(
            "Demandez-le à celle qui l’a écrit.",
            "Ask the one that wrote it.",
            "Pídaselo a la que lo escribió.",
        ),
    ),
    row(
        TK_MOVED,
        Severity::Block,
        HOUSE,
        words(
            "Ce message a été réécrit entre-temps.",
            "This message was written anew meanwhile.",
            "Este mensaje se reescribió entretanto.",
        ),
        words(
            "Lisez-le tel qu’il est, puis réécrivez-le.",
            "Read it as it is, then write it anew.",
            "Léalo como está y reescríbalo después.",
        ),
    ),
    row(
        TK_MENTION,
        Severity::Block,
        HOUSE,
        words(
            "On n’appelle que des parties de la coopération ; entre soi, celles de son côté.",
            "Only parties of the cooperation can be called on; among one's own, those of one's side.",
            "Solo se puede llamar a partes de la cooperación; entre los propios, a las de su lado.",
        ),
        words(
            "Choisissez une partie de la liste.",
            "Choose a party from the list.",
            "Elija una parte de la lista.",
        ),
    ),
];
