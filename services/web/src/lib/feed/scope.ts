// What a feed shows: read from the address, written to it, and turned into the API's scope.
import type { CooperationKind, ScopeInput, Verb } from '$lib/gql/generated/schema';
import { m } from '$lib/paraglide/messages';
import { fetched, type KnownFilters } from '$lib/strangers';

/** Verbs that people filter by together. */
export const families = {
	proposals: [
		'JUMELAGE_PROPOSED',
		'JUMELAGE_RECORDED_AS_EXISTING',
		'JUMELAGE_CONFIRMED',
		'JUMELAGE_CONTESTED',
		'JUMELAGE_TOWN_INVITED',
		'JUMELAGE_TOWN_JOINED',
		'PARTNERSHIP_PROPOSED',
		'PARTNERSHIP_RECORDED_AS_EXISTING',
		'PARTNERSHIP_CONFIRMED',
		'PARTNERSHIP_CONTESTED'
	],
	texts: [
		'JUMELAGE_CHARTER_AMENDED',
		'JUMELAGE_REMARK_MADE',
		'JUMELAGE_CHARTER_CONSENTED',
		'JUMELAGE_CONSENT_WITHDRAWN',
		'JUMELAGE_CONTENT_AGREED',
		'PARTNERSHIP_TERMS_REVISED',
		'PARTNERSHIP_REMARK_MADE',
		'PARTNERSHIP_ACCEPTED',
		'PARTNERSHIP_AGREED_BY_ALL'
	],
	decisions: [
		'JUMELAGE_COUNCIL_DECIDED',
		'JUMELAGE_CEREMONY_HELD',
		'JUMELAGE_REGULARISED',
		'PARTNERSHIP_COUNCIL_DECIDED',
		'PARTNERSHIP_STARTED'
	],
	exchanges: ['EXCHANGE_PLANNED', 'EXCHANGE_RESCHEDULED', 'EXCHANGE_CANCELLED', 'EXCHANGE_HELD'],
	conventions: [
		'CONVENTION_OPENED',
		'CONVENTION_RECORDED_AS_EXISTING',
		'CONVENTION_VERSION_NAMED',
		'CONVENTION_CONSENTED',
		'CONVENTION_CONSENT_WITHDRAWN',
		'CONVENTION_TEXT_AGREED',
		'CONVENTION_COUNCIL_VOTED',
		'CONVENTION_SIGNED',
		'CONVENTION_FORMALITY_COMPLETED',
		'CONVENTION_LEGALITY_OBSERVED',
		'CONVENTION_OBSERVATION_WITHDRAWN',
		'CONVENTION_ENTERED_INTO_FORCE',
		'CONVENTION_AMENDED',
		'CONVENTION_RENEWED',
		'CONVENTION_EXPIRED',
		'CONVENTION_REMINDED',
		'CONVENTION_TERMINATED',
		'CONVENTION_ABANDONED',
		'CONVENTION_ANNULLED'
	],
	projects: [
		'PROJECT_PROPOSED',
		'PROJECT_DESCRIPTION_REVISED',
		'PROJECT_CONSENTED',
		'PROJECT_CONSENT_WITHDRAWN',
		'PROJECT_DESCRIPTION_AGREED',
		'PROJECT_STAGE_REACHED',
		'PROJECT_STARTED',
		'PROJECT_CLOSED',
		'PROJECT_ABANDONED',
		'PROJECT_TASK_PLANNED',
		'PROJECT_TASK_RESCHEDULED',
		'PROJECT_TASK_ASSIGNED',
		'PROJECT_TASK_ORDERED',
		'PROJECT_TASK_BEGUN',
		'PROJECT_TASK_DONE',
		'PROJECT_TASK_DROPPED',
		'PROJECT_TASK_REOPENED',
		'PROJECT_ITEM_ADDED',
		'PROJECT_ITEM_TICKED',
		'PROJECT_MILESTONE_SET',
		'PROJECT_MILESTONE_MOVED',
		'PROJECT_MILESTONE_REACHED',
		'PROJECT_RISK_NOTED',
		'PROJECT_RISK_REASSESSED',
		'PROJECT_RISK_SETTLED',
		'PROJECT_INDICATOR_DEFINED',
		'PROJECT_INDICATOR_DROPPED',
		'PROJECT_INDICATOR_MEASURED',
		'PROJECT_MEASUREMENT_CORRECTED',
		'PROJECT_EVALUATION_OPENED',
		'PROJECT_EVALUATION_ANSWERED',
		'PROJECT_EVALUATION_MEASURE_PROPOSED',
		'PROJECT_EVALUATION_MEASURE_AGREED',
		'PROJECT_EVALUATION_MEASURE_DROPPED',
		'PROJECT_EVALUATION_MEASURE_TAKEN_UP',
		'PROJECT_EVALUATION_CONCLUDED',
		'PROJECT_REMINDED',
		'LESSON_WRITTEN',
		'LESSON_PUBLISHED',
		'LESSON_RETRACTED'
	],
	committees: [
		'COMMITTEE_FORMED',
		'COMMITTEE_SEAT_ADDED',
		'COMMITTEE_SEAT_REMOVED',
		'COMMITTEE_HANDED_OVER',
		'COMMITTEE_DISSOLVED'
	],
	endings: [
		'JUMELAGE_DECLINED',
		'JUMELAGE_WITHDRAWN',
		'JUMELAGE_MARKED_DORMANT',
		'JUMELAGE_REVIVED',
		'JUMELAGE_ENDED',
		'JUMELAGE_ANNULLED',
		'PARTNERSHIP_DECLINED',
		'PARTNERSHIP_WITHDRAWN',
		'PARTNERSHIP_MARKED_DORMANT',
		'PARTNERSHIP_REVIVED',
		'PARTNERSHIP_ENDED',
		'PARTNERSHIP_ANNULLED'
	],
	organisations: [
		'ORGANISATION_RECORDED',
		'ORGANISATION_CLAIM_REQUESTED',
		'ORGANISATION_CLAIMED',
		'ORGANISATION_CLAIM_REFUSED',
		'ORGANISATION_RENAMED',
		'ORGANISATION_MERGED_INTO',
		'ORGANISATION_SUCCEEDED_BY'
	]
} as const satisfies Record<string, readonly Verb[]>;
export type Family = keyof typeof families;
export const allFamilies = Object.keys(families) as Family[];

export interface FeedScope {
	countries: string[];
	themes: string[];
	groups: string[];
	kinds: CooperationKind[];
	families: Family[];
	mine: boolean;
}

const list = (search: URLSearchParams, key: string): string[] => [
	...new Set((search.get(key) ?? '').split(',').filter(Boolean))
];

/** Reads a scope from an address; unknown words are left out. */
export function readScope(search: URLSearchParams): FeedScope {
	return {
		countries: list(search, 'countries'),
		themes: list(search, 'themes'),
		groups: list(search, 'groups'),
		kinds: list(search, 'kinds').filter(
			(one): one is CooperationKind => one === 'JUMELAGE' || one === 'PARTNERSHIP'
		),
		families: list(search, 'about').filter((one): one is Family => one in families),
		mine: search.get('mine') === '1'
	};
}

/** The address of a scope: `?countries=BF,ML`, or nothing for everything. */
export function writeScope(scope: FeedScope): string {
	const search = new URLSearchParams();
	const put = (key: string, values: readonly string[]) => {
		if (values.length > 0) search.set(key, values.join(','));
	};
	put('countries', scope.countries);
	put('themes', scope.themes);
	put('groups', scope.groups);
	put('kinds', scope.kinds);
	put('about', scope.families);
	if (scope.mine) search.set('mine', '1');
	return search.size > 0 ? `?${search.toString().replaceAll('%2C', ',')}` : '';
}

/** The scope as the API takes it: only what narrows, null for everything. */
export function scopeInput(scope: FeedScope): ScopeInput | null {
	const input: ScopeInput = {};
	if (scope.countries.length > 0) input.countries = [...scope.countries].sort();
	if (scope.themes.length > 0) input.themes = [...scope.themes].sort();
	if (scope.groups.length > 0) input.groups = [...scope.groups].sort();
	if (scope.kinds.length > 0) input.kinds = [...scope.kinds].sort();
	if (scope.families.length > 0) {
		input.verbs = [...scope.families].sort().flatMap((family) => [...families[family]]);
	}
	if (scope.mine) input.mine = true;
	return Object.keys(input).length > 0 ? input : null;
}

/** The first verb of a family stands for it. */
const firsts = new Set<string>(allFamilies.map((family) => families[family][0]));

/** The name under which "last seen" is kept: the same for the same scope, whatever the order of its parts. */
export function scopeKey(scope: ScopeInput | null): string {
	if (!scope) return 'all';
	const { verbs, ...rest } = scope;
	const about = verbs?.filter((verb) => firsts.has(verb));
	const parts = Object.entries({ ...rest, about }).filter(([, value]) => value);
	return parts.map(([key, value]) => `${key}=${String(value)}`).join('&');
}

/** A scope of the API in the shape that an address holds; parts that the feed's page does not filter by are left out. */
export function feedScope(scope: ScopeInput | null): FeedScope {
	const verbs = new Set<string>(scope?.verbs ?? []);
	return {
		countries: [...(scope?.countries ?? [])],
		themes: [...(scope?.themes ?? [])],
		groups: [...(scope?.groups ?? [])],
		kinds: [...(scope?.kinds ?? [])],
		families: allFamilies.filter((family) => verbs.has(families[family][0])),
		mine: scope?.mine ?? false
	};
}

type Options = readonly { value: string }[];

/** What the address of the feed may ask for; which groups there are is said by the groups themselves. */
export const knownScope = (countries: Options, themes: Options): KnownFilters => ({
	countries: { label: m.feed_countries(), takes: fetched(countries), many: true },
	themes: { label: m.feed_themes(), takes: fetched(themes), many: true },
	groups: { label: m.feed_groups(), takes: /^group:[0-9a-f-]{36}$/, many: true },
	kinds: { label: m.feed_kinds(), takes: ['JUMELAGE', 'PARTNERSHIP'], many: true },
	about: { label: m.feed_about(), takes: allFamilies, many: true },
	mine: { label: m.feed_whose(), takes: ['1'] }
});
