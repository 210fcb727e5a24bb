// What differs between a cooperation on two days, as sentences a reader can follow: what came, what went, what changed.
import { formatDay, formatList, formatPartialDate } from '$lib/format';
import { i18n } from '$lib/i18n.svelte';
import { m } from '$lib/paraglide/messages';
import { conventionStageWord } from '$lib/convention/words';
import { projectStageWord } from '$lib/project/words';
import { exchangeStateWord, stageWord, themeWord, voteWord } from '$lib/words';
import type { CooperationNode, LocalText } from './types';

/** One thing that is not the same on both days; null where it was not there. */
export interface Difference {
	subject: string;
	before: string | null;
	after: string | null;
}

/** A heading with what differs under it. */
export interface Part {
	title: string;
	differences: Difference[];
}

/** Things by id, each with how it is called and how it stood. */
type Things = Map<string, { name: string; state: string }>;

function changes(before: Things, after: Things): Difference[] {
	const keys = new Set([...before.keys(), ...after.keys()]);
	return [...keys].flatMap((key) => {
		const [was, is] = [before.get(key), after.get(key)];
		if (was?.state === is?.state && was?.name === is?.name) return [];
		const subject = (is ?? was)?.name ?? '';
		return [{ subject, before: was?.state ?? null, after: is?.state ?? null }];
	});
}

const things = <T>(
	list: readonly T[] | undefined,
	read: (one: T) => [id: string, name: string, state: string]
): Things =>
	new Map((list ?? []).map((one) => [read(one)[0], { name: read(one)[1], state: read(one)[2] }]));

function facts(node: CooperationNode | null): Things {
	if (!node) return new Map();
	const themes = formatList(node.themes.map(themeWord), i18n.lang);
	const agreed = node.sides.filter((side) => side.agreed).map((side) => side.label);
	const rows: [string, string, string][] = [
		['stage', m.cmp_stage(), stageWord(node.stage)],
		['since', m.cmp_since(), node.since ? formatPartialDate(node.since, i18n.lang) : ''],
		['themes', m.cmp_themes(), themes],
		['agreed', m.cmp_agreed(), formatList(agreed, i18n.lang)],
		['ending', m.cmp_ending(), node.ending?.reason ?? '']
	];
	return things(
		rows.filter(([, , state]) => state !== ''),
		(row) => row
	);
}

const parties = (node: CooperationNode | null) =>
	things(node?.sides, (side) => [
		String(side.number),
		m.cmp_side({ number: side.number }),
		formatList(
			side.parties.map((party) => party.organisation.name),
			i18n.lang
		)
	]);

const decisions = (node: CooperationNode | null) =>
	things(node?.decisions, (vote) => [
		vote.organisation.id,
		node?.sides
			.flatMap((side) => side.parties)
			.find((party) => party.organisation.id === vote.organisation.id)?.organisation.name ?? '',
		`${voteWord(vote.outcome)}, ${formatDay(vote.on, i18n.lang)}`
	]);

const committees = (node: CooperationNode | null) =>
	things(node?.__typename === 'Jumelage' ? node.committees : [], (one) => [
		one.id,
		one.organisation.name,
		one.dissolved
			? m.cmp_dissolved()
			: formatList(
					one.seats.map((seat) => seat.function),
					i18n.lang
				)
	]);

/** All that differs, in the order of the page; `null` is a day on which the cooperation was not on record. */
export function compare(before: CooperationNode | null, after: CooperationNode | null): Part[] {
	const parts: Part[] = [
		{ title: m.cmp_facts(), differences: changes(facts(before), facts(after)) },
		{ title: m.cmp_parties(), differences: changes(parties(before), parties(after)) },
		{ title: m.cmp_decisions(), differences: changes(decisions(before), decisions(after)) },
		{
			title: m.conv_conventions(),
			differences: changes(
				things(before?.conventions, (one) => [one.id, one.title, conventionStageWord(one.stage)]),
				things(after?.conventions, (one) => [one.id, one.title, conventionStageWord(one.stage)])
			)
		},
		{
			title: m.proj_projects(),
			differences: changes(
				things(before?.projects, (one) => [one.id, one.title, projectStageWord(one.stage)]),
				things(after?.projects, (one) => [one.id, one.title, projectStageWord(one.stage)])
			)
		},
		{
			title: m.coop_exchanges(),
			differences: changes(
				things(before?.exchanges, (one) => [one.id, one.title, exchangeStateWord(one.state)]),
				things(after?.exchanges, (one) => [one.id, one.title, exchangeStateWord(one.state)])
				// The page holds the latest ones: an older one that is not among them any more is still there.
			).filter((one) => one.after !== null)
		},
		{ title: m.coop_committees(), differences: changes(committees(before), committees(after)) }
	];
	return parts.filter((part) => part.differences.length > 0);
}

/** The text that both sides work on: the charter of a twinning, the purpose of a partnership. */
export function textOf(node: CooperationNode | null): readonly LocalText[] {
	if (!node) return [];
	return node.__typename === 'Jumelage' ? (node.charter?.texts ?? []) : node.terms.purpose;
}

/** True when two texts say something else. */
export const differ = (one: readonly LocalText[], other: readonly LocalText[]): boolean =>
	JSON.stringify(one) !== JSON.stringify(other);

/** A moment from an address: a whole moment as it is, a day as its end where the reader is. */
export function momentOf(text: string | null): string | null {
	if (!text) return null;
	const moment = new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T23:59:59.999` : text);
	return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}
