// The parts of a mission report that people write: their words and the form of writing one.
import { actDocument, type ActSpec } from '$lib/cooperation/forms/spec';
import { WriteMissionReportDocument, type MissionReportQuery } from '$lib/gql/generated/mission';
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
