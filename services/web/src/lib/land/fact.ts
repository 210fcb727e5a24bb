// The country register in words: what a fact says, when it holds, and what is written to change it.
import { formatDay } from '$lib/format';
import type { FactPreviewQuery, TerritoryPartsFragment } from '$lib/gql/generated/land';
import type { TerritoryFactPreviewInput, TerritoryStatus } from '$lib/gql/generated/schema';
import type { Language } from '$lib/i18n.svelte';
import { m } from '$lib/paraglide/messages';

export type Territory = TerritoryPartsFragment;
export type Fact = Territory['facts'][number];
export type Preview = FactPreviewQuery['territoryFactPreview'];
/** What is thought of: a fact to record, or with a reason one to withdraw. */
export type Change = TerritoryFactPreviewInput;

export const allTerritoryStatuses: TerritoryStatus[] = ['NOT_RECOGNISED', 'SANCTIONED'];
const statuses: Record<TerritoryStatus, () => string> = {
	NOT_RECOGNISED: m.land_NOT_RECOGNISED,
	SANCTIONED: m.land_SANCTIONED
};
export const territoryStatusWord = (status: TerritoryStatus): string => statuses[status]();

export type Standing = 'withdrawn' | 'holds' | 'coming' | 'over';

/** Where a fact stands on `day` (ISO): what was withdrawn says nothing, whatever its days. */
export function standing(
	fact: Pick<Fact, 'from' | 'until' | 'withdrawnAt'>,
	day: string
): Standing {
	if (fact.withdrawnAt !== null) return 'withdrawn';
	if (fact.from !== null && day < fact.from) return 'coming';
	if (fact.until !== null && fact.until < day) return 'over';
	return 'holds';
}

const standings: Record<Standing, () => string> = {
	withdrawn: m.land_withdrawn,
	holds: m.land_holds,
	coming: m.land_coming,
	over: m.land_over
};
export const standingWord = (one: Standing): string => standings[one]();

/** Its days in words; without any it always holds. */
export function days(fact: Pick<Fact, 'from' | 'until'>, lang: Language): string {
	const [from, until] = [fact.from, fact.until].map((day) =>
		day === null ? null : formatDay(day, lang)
	);
	if (from && until) return m.land_from_until({ from, until });
	if (from) return m.land_from({ from });
	if (until) return m.land_until({ until });
	return m.land_always();
}

/** The same fact as the API takes it, to name the one that is to go. */
export const factInput = (territory: string, fact: Fact) => ({
	territory,
	status: fact.status,
	seenFrom: fact.seenFrom.code,
	from: fact.from,
	until: fact.until,
	source: fact.source
});

/** What is written to record a fact, as fields hold it. */
export interface Written {
	country: string;
	part: string;
	name: { lang: string; text: string }[];
	status: TerritoryStatus;
	seenFrom: string;
	from: string;
	until: string;
	source: string;
}

/** The fact as the API takes it. A country is called as it is called everywhere; a part as it is called here. */
export function recordInput(written: Written, countryName: string, lang: Language) {
	const part = written.part.trim();
	const names = written.name.filter((one) => one.text.trim() !== '');
	return {
		territory: part === '' ? written.country : `${written.country}-${part}`.toUpperCase(),
		name: part === '' ? [{ lang, text: countryName }] : names,
		status: written.status,
		seenFrom: written.seenFrom,
		from: written.from || null,
		until: written.until || null,
		source: written.source.trim()
	};
}

/** The code of a part without its country's. */
export const partOf = (code: string): string => code.split('-').slice(1).join('-');
