// The parts of a mission report that people write: their words and the form of writing one.
import { actDocument, type ActSpec } from '$lib/cooperation/forms/spec';
import {
	TakeUpMissionDocument,
	WriteMissionReportDocument,
	type MissionReportQuery
} from '$lib/gql/generated/mission';
import type { MissionPart } from '$lib/gql/generated/schema';
import { m } from '$lib/paraglide/messages';

export type ToldExchange = Extract<
	NonNullable<MissionReportQuery['node']>,
	{ __typename: 'Exchange' }
>;

const words: Record<MissionPart, () => string> = {
	PURPOSE: m.mis_part_PURPOSE,
	PLACE: m.mis_part_PLACE,
	MET: m.mis_part_MET,
	CONCLUSIONS: m.mis_part_CONCLUSIONS,
	FOLLOW_UP: m.mis_part_FOLLOW_UP
};
export const partWord = (part: MissionPart): string => words[part]();
export const missionParts = Object.keys(words) as MissionPart[];

/** The form of writing a part for the own side, with what it wrote before. */
export function partSpec(node: ToldExchange, part: MissionPart): ActSpec {
	const before = node.mission.find((one) => one.part === part && one.isMine)?.texts ?? [];
	const seats = node.cooperation.parties.filter((party) => party.isMine);
	return {
		title: `${m.rep_write()} – ${partWord(part)}`,
		verb: m.rep_keep(),
		lead: part === 'MET' ? m.mis_met_lead() : m.rep_write_lead(),
		document: actDocument(WriteMissionReportDocument),
		fixed: { exchange: node.id, part },
		seats: seats.map((party) => party.organisation),
		fields: [
			{ key: 'text', type: 'texts', multiline: true, label: partWord(part), required: true }
		],
		...(before.length > 0 && { initial: { text: before.map((one) => ({ ...one })) } })
	};
}

/** What one's own side wrote that follows, in its languages. */
export const ownFollowUp = (node: ToldExchange) =>
	node.mission.find((one) => one.part === 'FOLLOW_UP' && one.isMine)?.texts ?? [];

/** Signs of a title that is suggested; the API takes more. */
const TITLE = 200;

/** The first line of what follows, as the title of a task. */
export const titleOf = (texts: readonly { lang: string; text: string }[]) =>
	texts.map(({ lang, text }) => ({
		lang,
		text: (text.split('\n').find((line) => line.trim() !== '') ?? '').trim().slice(0, TITLE)
	}));

/** The form that makes a task of what follows, in a project at work. */
export function takeUpSpec(node: ToldExchange): ActSpec {
	const projects = node.canTakeUp.map((one) => ({ value: one.id, label: one.title }));
	const parties = node.cooperation.parties.map((one) => one.organisation);
	const own = node.cooperation.parties.filter((one) => one.isMine).map((one) => one.organisation);
	const day = (key: string, label: string, required: boolean) =>
		({ key, type: 'date', label, required }) as const;
	return {
		title: m.mis_take_up(),
		verb: m.mis_take_up(),
		lead: m.mis_take_up_lead(),
		document: actDocument(TakeUpMissionDocument),
		fixed: { exchange: node.id },
		seats: own,
		fields: [
			{
				key: 'project',
				type: 'choice',
				label: m.proj_project(),
				options: projects,
				required: true
			},
			{ key: 'title', type: 'texts', multiline: false, label: m.proj_task(), required: true },
			{
				key: 'party',
				type: 'choice',
				label: m.proj_party(),
				options: parties.map((one) => ({ value: one.id, label: one.name })),
				required: true
			},
			{ key: 'role', type: 'text', label: m.proj_role(), hint: m.proj_role_hint() },
			day('starts', m.proj_starts(), false),
			day('due', m.proj_due(), true)
		],
		initial: {
			project: projects[0]?.value ?? '',
			title: titleOf(ownFollowUp(node)),
			party: own[0]?.id ?? ''
		}
	};
}
