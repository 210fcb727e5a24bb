// The register's filters as the address holds them, and as the API asks for them.
import type {
	CooperationFilter,
	CooperationKind,
	CooperationOrderField,
	OrganisationFilter,
	OrganisationKind,
	ScopeInput,
	Stage
} from '$lib/gql/generated/schema';
import { m } from '$lib/paraglide/messages';
import { fetched, type KnownFilters } from '$lib/strangers';
import { allCooperationKinds, allOrganisationKinds, allStages } from '$lib/words';

export interface Filters {
	what: 'cooperations' | 'organisations';
	search: string;
	country: string;
	theme: string;
	kind: CooperationKind | '';
	stage: Stage | '';
	organisationKind: OrganisationKind | '';
	order: CooperationOrderField;
	mine: boolean;
}

const orders: readonly CooperationOrderField[] = ['LAST_ACTIVITY', 'TITLE', 'SINCE', 'RECORDED'];
/** `value` if it is one of `known`, else nothing: addresses are typed by people. */
function oneOf<T extends string>(known: readonly T[], value: string | null): T | '' {
	return known.find((one) => one === value) ?? '';
}

/** Reads the filters out of an address. */
export function fromAddress(params: URLSearchParams): Filters {
	return {
		what: params.get('what') === 'organisations' ? 'organisations' : 'cooperations',
		search: params.get('q') ?? '',
		country: params.get('country') ?? '',
		theme: params.get('theme') ?? '',
		kind: oneOf(allCooperationKinds, params.get('kind')),
		stage: oneOf(allStages, params.get('stage')),
		organisationKind: oneOf(allOrganisationKinds, params.get('type')),
		order: oneOf(orders, params.get('order')) || 'LAST_ACTIVITY',
		mine: params.get('mine') === '1'
	};
}

/** Writes the filters into an address; what says nothing is left out. */
export function toAddress(filters: Filters): string {
	const params = new URLSearchParams();
	if (filters.what !== 'cooperations') params.set('what', filters.what);
	if (filters.search.trim()) params.set('q', filters.search.trim());
	if (filters.country) params.set('country', filters.country);
	if (filters.what === 'cooperations') {
		if (filters.theme) params.set('theme', filters.theme);
		if (filters.kind) params.set('kind', filters.kind);
		if (filters.stage) params.set('stage', filters.stage);
		if (filters.order !== 'LAST_ACTIVITY') params.set('order', filters.order);
		if (filters.mine) params.set('mine', '1');
	} else if (filters.organisationKind) {
		params.set('type', filters.organisationKind);
	}
	const text = params.toString();
	return text ? `?${text}` : '';
}

/** The address of what is shown as a spreadsheet, in the reader's language. */
export function toSheet(filters: Filters, lang: string): string {
	const params = new URLSearchParams(toAddress({ ...filters, what: 'cooperations' }));
	params.set('lang', lang.toLowerCase());
	return `/register.csv?${params}`;
}

/** The API's filter of cooperations. */
export function cooperationFilter(filters: Filters): CooperationFilter {
	return {
		...(filters.search.trim() ? { search: filters.search.trim() } : {}),
		...(filters.country ? { countries: [filters.country] } : {}),
		...(filters.theme ? { themes: [filters.theme] } : {}),
		...(filters.kind ? { kinds: [filters.kind] } : {}),
		...(filters.stage ? { stages: [filters.stage] } : {}),
		...(filters.mine ? { mine: true } : {})
	};
}

/** The API's filter of organisations. */
export function organisationFilter(filters: Filters): OrganisationFilter {
	return {
		...(filters.search.trim() ? { search: filters.search.trim() } : {}),
		...(filters.country ? { countries: [filters.country] } : {}),
		...(filters.organisationKind ? { kinds: [filters.organisationKind] } : {})
	};
}

/** The feed's scope that covers what the filters show. */
export function liveScope(filters: Filters): ScopeInput | null {
	const scope: ScopeInput = {
		...(filters.country ? { countries: [filters.country] } : {}),
		...(filters.theme ? { themes: [filters.theme] } : {}),
		...(filters.kind ? { kinds: [filters.kind] } : {}),
		...(filters.mine ? { mine: true } : {})
	};
	return Object.keys(scope).length > 0 ? scope : null;
}

type Options = readonly { value: string }[];

/** What the address of the register and of the map may ask for. */
export function knownFilters(
	what: Filters['what'],
	countries: Options,
	themes: Options
): KnownFilters {
	const common: KnownFilters = {
		what: { takes: ['cooperations', 'organisations'] },
		q: { takes: 'any' },
		country: { label: m.country(), takes: fetched(countries) }
	};
	if (what === 'organisations') {
		return { ...common, type: { label: m.organisation_type(), takes: allOrganisationKinds } };
	}
	return {
		...common,
		theme: { label: m.theme(), takes: fetched(themes) },
		kind: { label: m.kind(), takes: allCooperationKinds },
		stage: { label: m.stage(), takes: allStages },
		order: { label: m.order(), takes: orders },
		mine: { takes: ['1'] }
	};
}
