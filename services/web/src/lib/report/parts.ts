// The parts of a report that people write: their words, who wrote what, and the form of writing one.
import { actDocument, type ActSpec } from '$lib/cooperation/forms/spec';
import { WriteProjectReportDocument, type ReportHeadQuery } from '$lib/gql/generated/report';
import type { ReportPart } from '$lib/gql/generated/schema';
import { m } from '$lib/paraglide/messages';
import type { Asked } from './period';

export type ReportedProject = Extract<
	NonNullable<ReportHeadQuery['node']>,
	{ __typename: 'Project' }
>;
type Written = ReportedProject['reportParts'][number];
type Texts = Written['texts'];

const words: Record<ReportPart, () => string> = {
	DIFFICULTIES: m.rep_part_DIFFICULTIES,
	CONCLUSIONS: m.rep_part_CONCLUSIONS,
	PROSPECTS: m.rep_part_PROSPECTS
};
export const partWord = (part: ReportPart): string => words[part]();
export const reportParts = Object.keys(words) as ReportPart[];

/** What was written for exactly this report, a side each. */
export const partsOf = (node: ReportedProject, asked: Asked, part: ReportPart): Written[] =>
	node.reportParts
		.filter(
			(one) =>
				one.part === part &&
				one.kind === asked.kind &&
				one.from === asked.from &&
				one.to === asked.to
		)
		.sort((one, other) => one.by - other.by);

/** The other reports for which somebody wrote, each once. */
export function otherReports(node: ReportedProject, shown: Asked): Asked[] {
	const found = new Map<string, Asked>();
	for (const { kind, from, to } of node.reportParts)
		found.set(`${kind} ${from} ${to}`, { kind, from, to, lang: shown.lang });
	found.delete(`${shown.kind} ${shown.from} ${shown.to}`);
	return [...found.values()].sort((one, other) => one.to.localeCompare(other.to));
}

/** The text in the language of the report, else the first. */
export const inLang = (texts: Texts, lang: string): string =>
	(texts.find((one) => one.lang.split('-')[0] === lang) ?? texts[0])?.text ?? '';

/** The form of writing a part for the own side. */
export function partSpec(
	node: ReportedProject,
	{ kind, from, to }: Asked,
	part: ReportPart,
	before: Texts
): ActSpec {
	const seats = node.sides.flatMap((side) => side.parties).filter((party) => party.isMine);
	return {
		title: `${m.rep_write()} – ${partWord(part)}`,
		verb: m.rep_keep(),
		lead: m.rep_write_lead(),
		document: actDocument(WriteProjectReportDocument),
		fixed: { project: node.id, kind, from, to, part },
		seats: seats.map((party) => party.organisation),
		fields: [
			{ key: 'text', type: 'texts', multiline: true, label: partWord(part), required: true }
		],
		...(before.length > 0 && { initial: { text: before.map((one) => ({ ...one })) } })
	};
}
