// The words for documents: who sees one, what it is, how large.
import type { Visibility } from '$lib/gql/generated/schema';
import { formatNumber } from '$lib/format';
import { i18n } from '$lib/i18n.svelte';
import { m } from '$lib/paraglide/messages';

const sights: Record<Visibility, () => string> = {
	SIDE: m.doc_sight_SIDE,
	PARTNERS: m.doc_sight_PARTNERS,
	GROUP: m.doc_sight_PARTNERS,
	PUBLIC: m.doc_sight_PUBLIC
};
export const sightWord = (sight: Visibility): string => sights[sight]();

/** Whom a document may be shown to, narrowest first; `above` leaves out what is not wider. */
export const sightOptions = (above?: Visibility) => {
	const all = ['SIDE', 'PARTNERS', 'PUBLIC'] as const;
	const first = above ? all.indexOf(above as (typeof all)[number]) + 1 : 0;
	return all.slice(first).map((value) => ({ value, label: sightWord(value) }));
};

/** Types that a cooperation keeps, for the choice of a file. */
export const accepted = '.pdf,.png,.jpg,.jpeg,.webp,.odt,.ods,.docx,.xlsx,.txt,.md,.csv';

export const isPicture = (type: string): boolean => type.startsWith('image/');
export const isPdf = (type: string): boolean => type === 'application/pdf';

/** A size in words: "12 kB", "3.4 MB". */
export function sizeWord(bytes: number): string {
	const [value, unit] =
		bytes < 1_000_000
			? [Math.max(1, Math.round(bytes / 1000)), m.doc_kb]
			: [Math.round(bytes / 100_000) / 10, m.doc_mb];
	return unit({ size: formatNumber(value, i18n.lang) });
}
