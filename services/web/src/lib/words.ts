// The words for the contract's enums, in the language of the page.
import type {
	CooperationKind,
	ExchangeKind,
	ExchangeState,
	JumelageKind,
	OrganisationKind,
	OrganisationState,
	PartnershipNature,
	PartyRole,
	Role,
	SeatKind,
	Severity,
	Stage,
	Visibility,
	Vote
} from '$lib/gql/generated/schema';
import { formatDecimal, readDecimal } from '$lib/format';
import { i18n } from '$lib/i18n.svelte';
import { m } from '$lib/paraglide/messages';

type Words<E extends string> = Record<E, () => string>;

const stages: Words<Stage> = {
	PROPOSED: m.stage_PROPOSED,
	CONTENT_AGREED: m.stage_CONTENT_AGREED,
	DECIDED: m.stage_DECIDED,
	ACCEPTED: m.stage_ACCEPTED,
	ACTIVE: m.stage_ACTIVE,
	DORMANT: m.stage_DORMANT,
	ENDED: m.stage_ENDED,
	ANNULLED: m.stage_ANNULLED,
	DECLINED: m.stage_DECLINED,
	WITHDRAWN: m.stage_WITHDRAWN
};
/** Every stage, in the order of a cooperation's life. */
export const allStages = Object.keys(stages) as Stage[];
export const stageWord = (stage: Stage): string => stages[stage]();

const tones: Record<Stage, 'plain' | 'good' | 'warn' | 'act'> = {
	PROPOSED: 'act',
	CONTENT_AGREED: 'act',
	DECIDED: 'act',
	ACCEPTED: 'act',
	ACTIVE: 'good',
	DORMANT: 'warn',
	ENDED: 'plain',
	ANNULLED: 'plain',
	DECLINED: 'plain',
	WITHDRAWN: 'plain'
};
export const stageTone = (stage: Stage) => tones[stage];

const cooperationKinds: Words<CooperationKind> = {
	JUMELAGE: m.kind_JUMELAGE,
	PARTNERSHIP: m.kind_PARTNERSHIP
};
export const allCooperationKinds = Object.keys(cooperationKinds) as CooperationKind[];
export const cooperationKindWord = (kind: CooperationKind): string => cooperationKinds[kind]();

const organisationKinds: Words<OrganisationKind> = {
	COMMUNE: m.org_COMMUNE,
	GROUPING: m.org_GROUPING,
	DEPARTEMENT: m.org_DEPARTEMENT,
	REGION: m.org_REGION,
	OVERSEAS_COLLECTIVITY: m.org_OVERSEAS_COLLECTIVITY,
	FOREIGN_LOCAL_AUTHORITY: m.org_FOREIGN_LOCAL_AUTHORITY,
	FEDERATED_STATE: m.org_FEDERATED_STATE,
	STATE: m.org_STATE,
	STATE_SERVICE: m.org_STATE_SERVICE,
	ASSOCIATION: m.org_ASSOCIATION,
	NETWORK: m.org_NETWORK,
	INTERNATIONAL_ORGANISATION: m.org_INTERNATIONAL_ORGANISATION,
	COMPANY: m.org_COMPANY,
	UNIVERSITY: m.org_UNIVERSITY,
	OTHER: m.org_OTHER
};
export const allOrganisationKinds = Object.keys(organisationKinds) as OrganisationKind[];
export const organisationKindWord = (kind: OrganisationKind): string => organisationKinds[kind]();

const organisationStates: Words<OrganisationState> = {
	PROVISIONAL: m.org_state_PROVISIONAL,
	UNCLAIMED: m.org_state_UNCLAIMED,
	CLAIMED: m.org_state_CLAIMED,
	MERGED: m.org_state_MERGED,
	SUCCEEDED: m.org_state_SUCCEEDED
};
export const organisationStateWord = (state: OrganisationState): string =>
	organisationStates[state]();

const roles: Words<Role> = {
	EXECUTIVE: m.role_EXECUTIVE,
	COUNCIL_SECRETARY: m.role_COUNCIL_SECRETARY,
	OFFICER: m.role_OFFICER,
	CONTRIBUTOR: m.role_CONTRIBUTOR,
	COMMITTEE_MEMBER: m.role_COMMITTEE_MEMBER,
	READER: m.role_READER,
	ADMINISTRATOR: m.role_ADMINISTRATOR,
	LEGALITY_REVIEWER: m.role_LEGALITY_REVIEWER,
	EMBASSY: m.role_EMBASSY,
	FUNDER_INSTRUCTOR: m.role_FUNDER_INSTRUCTOR,
	GROUP_CHAIR: m.role_GROUP_CHAIR,
	GROUP_COORDINATOR: m.role_GROUP_COORDINATOR,
	GROUP_MEMBER: m.role_GROUP_MEMBER,
	GROUP_OBSERVER: m.role_GROUP_OBSERVER,
	PLATFORM_ADMINISTRATOR: m.role_PLATFORM_ADMINISTRATOR,
	SYSTEM: m.role_SYSTEM
};
export const roleWord = (role: Role): string => roles[role]();

const partyRoles: Words<PartyRole> = {
	LEAD: m.party_LEAD,
	CO_LEAD: m.party_CO_LEAD,
	MEMBER: m.party_MEMBER,
	OPERATOR: m.party_OPERATOR,
	FUNDER: m.party_FUNDER,
	HOST: m.party_HOST
};
export const allPartyRoles = Object.keys(partyRoles) as PartyRole[];
export const partyRoleWord = (role: PartyRole): string => partyRoles[role]();

const jumelageKinds: Words<JumelageKind> = {
	FRIENDSHIP: m.jumelage_FRIENDSHIP,
	RECONCILIATION: m.jumelage_RECONCILIATION,
	DEVELOPMENT: m.jumelage_DEVELOPMENT,
	COOPERATION: m.jumelage_COOPERATION,
	TRIPARTITE: m.jumelage_TRIPARTITE,
	MULTI: m.jumelage_MULTI,
	INTERREGIONAL: m.jumelage_INTERREGIONAL,
	OTHER: m.jumelage_OTHER
};
export const allJumelageKinds = Object.keys(jumelageKinds) as JumelageKind[];
export const jumelageKindWord = (kind: JumelageKind): string => jumelageKinds[kind]();

const natures: Words<PartnershipNature> = {
	CONVENTION: m.nature_CONVENTION,
	NETWORK: m.nature_NETWORK,
	UNILATERAL: m.nature_UNILATERAL,
	INFORMAL: m.nature_INFORMAL
};
export const allNatures = Object.keys(natures) as PartnershipNature[];
export const natureWord = (nature: PartnershipNature): string => natures[nature]();

const exchangeKinds: Words<ExchangeKind> = {
	YOUTH: m.exchange_YOUTH,
	SCHOOL: m.exchange_SCHOOL,
	SPORT: m.exchange_SPORT,
	CULTURE: m.exchange_CULTURE,
	PROFESSIONAL: m.exchange_PROFESSIONAL,
	SOLIDARITY: m.exchange_SOLIDARITY,
	OFFICIAL: m.exchange_OFFICIAL,
	OTHER: m.exchange_OTHER
};
export const allExchangeKinds = Object.keys(exchangeKinds) as ExchangeKind[];
export const exchangeKindWord = (kind: ExchangeKind): string => exchangeKinds[kind]();

const exchangeStates: Words<ExchangeState> = {
	PLANNED: m.exchange_state_PLANNED,
	HELD: m.exchange_state_HELD,
	CANCELLED: m.exchange_state_CANCELLED
};
export const exchangeStateWord = (state: ExchangeState): string => exchangeStates[state]();

const seatKinds: Words<SeatKind> = { ELECTED: m.seat_ELECTED, CITIZEN: m.seat_CITIZEN };
export const seatKindWord = (kind: SeatKind): string => seatKinds[kind]();

/** A theme's title; square brackets, which mark a title inferred from its parts in the source, are left out. */
export const themeWord = (theme: { name: string }): string =>
	theme.name.replace(/^\[(.*)\]$/, '$1');

const votes: Words<Vote> = { ADOPTED: m.vote_ADOPTED, REJECTED: m.vote_REJECTED };
export const voteWord = (vote: Vote): string => votes[vote]();

const severities: Words<Severity> = {
	BLOCK: m.severity_BLOCK,
	WARN: m.severity_WARN,
	INFORM: m.severity_INFORM
};
export const severityWord = (severity: Severity): string => severities[severity]();

const visibilities: Words<Visibility> = {
	SIDE: m.visibility_SIDE,
	PARTNERS: m.visibility_PARTNERS,
	GROUP: m.visibility_GROUP,
	PUBLIC: m.visibility_PUBLIC
};
export const visibilityWord = (visibility: Visibility): string => visibilities[visibility]();

/** What a number that is being typed will be read as, where that needs saying; null where it says so itself. */
export function readAs(typed: string): string | null {
	const number = readDecimal(typed, i18n.lang);
	const told = formatDecimal(number, i18n.lang);
	return told === number || told === typed ? null : m.number_read_as({ number: told });
}
