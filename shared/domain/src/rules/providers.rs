//! Rules of signing in through a provider; each is shown by its id alone, so none has a detail.

use super::{Rule, RuleId, Severity, row};
use crate::text::words;

/// No such provider.
pub const H_PROVIDER_UNKNOWN: RuleId = RuleId("H-PROVIDER-UNKNOWN");

/// The provider cannot be reached, or publishes nothing usable.
pub const H_PROVIDER_DOWN: RuleId = RuleId("H-PROVIDER-DOWN");

/// The attempt is over, was begun elsewhere, or never was.
pub const H_PROVIDER_ATTEMPT: RuleId = RuleId("H-PROVIDER-ATTEMPT");

/// The person or the provider said no.
pub const H_PROVIDER_DENIED: RuleId = RuleId("H-PROVIDER-DENIED");

/// The provider's answer does not pass the checks.
pub const H_PROVIDER_FAILED: RuleId = RuleId("H-PROVIDER-FAILED");

/// The sign-in at the provider was weaker than asked for.
pub const H_PROVIDER_WEAK: RuleId = RuleId("H-PROVIDER-WEAK");

/// The provider gives no verified address for somebody new.
pub const H_PROVIDER_ADDRESS: RuleId = RuleId("H-PROVIDER-ADDRESS");

/// Somebody new has an address with which somebody signs in already.
pub const H_PROVIDER_ADDRESS_TAKEN: RuleId = RuleId("H-PROVIDER-ADDRESS-TAKEN");

/// The account at the provider is linked to somebody else.
pub const H_PROVIDER_TAKEN: RuleId = RuleId("H-PROVIDER-TAKEN");

/// Nobody new comes in by this provider.
pub const H_PROVIDER_CLOSED: RuleId = RuleId("H-PROVIDER-CLOSED");

/// Linking takes a fresh sign-in.
pub const H_PROVIDER_RECENT: RuleId = RuleId("H-PROVIDER-RECENT");

/// It is the last way in.
pub const H_PROVIDER_LAST: RuleId = RuleId("H-PROVIDER-LAST");

/// The rows.
pub const PROVIDERS: &[Rule] = &[
    row(
        H_PROVIDER_UNKNOWN,
        Severity::Block,
        "Rives: the door",
        words(
            "Cette plateforme ne connaît pas ce fournisseur d’identité.",
            "This platform does not know this identity provider.",
            "Esta plataforma no conoce este proveedor de identidad.",
        ),
        words(
            "Choisissez l’un des moyens de connexion proposés.",
            "Choose one of the ways to sign in that are offered.",
            "Elija una de las formas de acceso que se ofrecen.",
        ),
    ),
    row(
        H_PROVIDER_DOWN,
        Severity::Block,
        "Rives: the door",
        words(
            "Le fournisseur d’identité n’est pas joignable.",
            "The identity provider cannot be reached.",
            "No se puede contactar con el proveedor de identidad.",
        ),
        words(
            "Réessayez dans quelques minutes, ou connectez-vous autrement.",
            "Try again in a few minutes, or sign in another way.",
            "Inténtelo de nuevo en unos minutos o acceda de otra forma.",
        ),
    ),
    row(
        H_PROVIDER_ATTEMPT,
        Severity::Block,
        "Rives: the door",
        words(
            "Cette tentative de connexion est terminée, ou n’a pas commencé dans ce navigateur.",
            "This attempt to sign in is over, or was not begun in this browser.",
            "Este intento de acceso ha terminado o no empezó en este navegador.",
        ),
        words(
            "Recommencez depuis la page de connexion ; pour lier un compte, depuis « Mon compte ».",
            "Begin again on the sign-in page; to link an account, on “My account”.",
            "Empiece de nuevo en la página de acceso; para vincular una cuenta, en «Mi cuenta».",
        ),
    ),
    row(
        H_PROVIDER_DENIED,
        Severity::Block,
        "Rives: the door",
        words(
            "La connexion a été refusée ou abandonnée chez le fournisseur d’identité.",
            "Signing in was declined or given up at the identity provider.",
            "El acceso se denegó o se abandonó en el proveedor de identidad.",
        ),
        words(
            "Recommencez, ou connectez-vous autrement.",
            "Begin again, or sign in another way.",
            "Empiece de nuevo o acceda de otra forma.",
        ),
    ),
    row(
        H_PROVIDER_FAILED,
        Severity::Block,
        "Rives: the door",
        words(
            "La réponse du fournisseur d’identité n’a pas passé nos contrôles.",
            "The identity provider’s answer did not pass our checks.",
            "La respuesta del proveedor de identidad no superó nuestros controles.",
        ),
        words(
            "Recommencez ; si cela se répète, connectez-vous autrement et prévenez l’administration de la plateforme.",
            "Begin again; if it happens again, sign in another way and tell the platform’s administration.",
            "Empiece de nuevo; si se repite, acceda de otra forma y avise a la administración de la plataforma.",
        ),
    ),
    row(
        H_PROVIDER_WEAK,
        Severity::Block,
        "Rives: the door",
        words(
            "La connexion chez le fournisseur d’identité n’était pas assez forte.",
            "The sign-in at the identity provider was not strong enough.",
            "El acceso en el proveedor de identidad no fue lo bastante fuerte.",
        ),
        words(
            "Recommencez avec un second facteur chez votre fournisseur d’identité.",
            "Begin again with a second factor at your identity provider.",
            "Empiece de nuevo con un segundo factor en su proveedor de identidad.",
        ),
    ),
    row(
        H_PROVIDER_ADDRESS,
        Severity::Block,
        "Rives: the door",
        words(
            "Le fournisseur d’identité n’a pas donné d’adresse électronique vérifiée.",
            "The identity provider gave no verified e-mail address.",
            "El proveedor de identidad no dio una dirección de correo verificada.",
        ),
        words(
            "Faites vérifier votre adresse chez lui, ou connectez-vous autrement puis liez-le depuis « Mon compte ».",
            "Have your address verified there, or sign in another way and link it on “My account”.",
            "Verifique allí su dirección, o acceda de otra forma y vincúlelo en «Mi cuenta».",
        ),
    ),
    row(
        H_PROVIDER_ADDRESS_TAKEN,
        Severity::Block,
        "Rives: nobody becomes somebody by an address",
        words(
            "Une personne se connecte déjà ici avec cette adresse.",
            "Somebody already signs in here with this address.",
            "Alguien ya accede aquí con esta dirección.",
        ),
        words(
            "Si c’est vous : connectez-vous de la façon habituelle, puis liez ce fournisseur depuis « Mon compte ».",
            "If that is you: sign in the usual way, then link this provider on “My account”.",
            "Si es usted: acceda de la forma habitual y vincule este proveedor en «Mi cuenta».",
        ),
    ),
    row(
        H_PROVIDER_TAKEN,
        Severity::Block,
        "Rives: the door",
        words(
            "Ce compte du fournisseur d’identité est déjà lié à une autre personne.",
            "This account at the identity provider is already linked to another person.",
            "Esta cuenta del proveedor de identidad ya está vinculada a otra persona.",
        ),
        words(
            "Connectez-vous avec lui et défaites le lien, ou choisissez un autre compte.",
            "Sign in with it and undo the link, or choose another account.",
            "Acceda con ella y deshaga el vínculo, o elija otra cuenta.",
        ),
    ),
    row(
        H_PROVIDER_CLOSED,
        Severity::Block,
        "Rives: the door",
        words(
            "Personne de nouveau n’est admis par ce fournisseur d’identité.",
            "Nobody new is admitted by this identity provider.",
            "No se admite a nadie nuevo mediante este proveedor de identidad.",
        ),
        words(
            "Demandez une invitation, puis liez ce fournisseur depuis « Mon compte ».",
            "Ask for an invitation, then link this provider on “My account”.",
            "Pida una invitación y vincule este proveedor en «Mi cuenta».",
        ),
    ),
    row(
        H_PROVIDER_RECENT,
        Severity::Block,
        "Rives: a session found open is not enough",
        words(
            "Vous êtes connecté depuis trop longtemps pour ajouter un moyen de connexion.",
            "You signed in too long ago to add a way to sign in.",
            "Inició sesión hace demasiado tiempo para añadir una forma de acceso.",
        ),
        words(
            "Déconnectez-vous, reconnectez-vous, puis liez ce fournisseur.",
            "Sign out, sign in again, then link this provider.",
            "Cierre la sesión, vuelva a entrar y vincule este proveedor.",
        ),
    ),
    row(
        H_PROVIDER_LAST,
        Severity::Block,
        "Rives: the door",
        words(
            "C’est votre dernier moyen de connexion.",
            "This is your last way to sign in.",
            "Es su última forma de acceso.",
        ),
        words(
            "Choisissez d’abord un mot de passe ou une clé d’accès.",
            "Choose a password or a passkey first.",
            "Elija primero una contraseña o una llave de acceso.",
        ),
    ),
];
