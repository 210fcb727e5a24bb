// Phases of a project: the forms of acts on them, and what of the work is read by phase.
import { actDocument, type ActSpec, type FieldSpec } from '$lib/cooperation/forms/spec';
import {
	AddPhaseDocument,
	MovePhaseDocument,
	PlaceMilestoneInPhaseDocument,
	PlaceTaskInPhaseDocument,
	RemovePhaseDocument,
	RenamePhaseDocument
} from '$lib/gql/generated/project';
import { m } from '$lib/paraglide/messages';
import { because, day, seatsOf } from './fields';
import type { MilestoneNode, PhaseNode, ProjectNode, TaskNode } from './types';

/** The choice of what names no phase, beside the ids of phases and the empty one for all. */
export const NO_PHASE = 'none';

/** What is read when a phase, none, or all of it is chosen. */
export const ofPhase = <T extends { phase?: string | null }>(
	items: readonly T[],
	chosen: string
): T[] => items.filter((one) => chosen === '' || (one.phase ?? NO_PHASE) === chosen);

/** What a phase is called; nothing where none is named. */
export const phaseName = (node: ProjectNode, id: string | null | undefined): string =>
	node.phases.find((one) => one.id === id)?.name ?? '';

/** The choice of a phase, where the project has any. */
export const phaseField = (node: ProjectNode): FieldSpec[] =>
	node.phases.length === 0
		? []
		: [
				{
					key: 'phase',
					type: 'choice',
					label: m.proj_phase(),
					options: [
						{ value: '', label: m.proj_phase_none() },
						...node.phases.map((one) => ({ value: one.id, label: one.name }))
					]
				}
			];

const days = (): FieldSpec[] => [
	day('starts', m.proj_phase_first()),
	day('ends', m.proj_phase_last())
];
const name = (): FieldSpec => ({
	key: 'name',
	type: 'texts',
	multiline: false,
	label: m.proj_phase_name(),
	required: true
});

/** The form of a new phase. */
export const phaseForm = (): Pick<ActSpec, 'document' | 'fields' | 'lead'> => ({
	document: actDocument(AddPhaseDocument),
	lead: m.proj_phase_lead(),
	fields: [name(), ...days()]
});

export type PhaseAct = 'rename' | 'move' | 'remove';
const verbs: Record<PhaseAct, () => string> = {
	rename: m.proj_phase_rename,
	move: m.proj_phase_move,
	remove: m.proj_phase_remove
};

function phasePart(
	phase: PhaseNode,
	act: PhaseAct
): Pick<ActSpec, 'document' | 'fields'> & Partial<ActSpec> {
	switch (act) {
		case 'rename':
			return {
				document: actDocument(RenamePhaseDocument),
				fields: [name(), because()],
				initial: { name: phase.names.map((one) => ({ ...one })) }
			};
		case 'move':
			return {
				document: actDocument(MovePhaseDocument),
				lead: m.proj_phase_move_lead(),
				fields: [...days(), because()],
				initial: { starts: phase.starts, ends: phase.ends }
			};
		case 'remove':
			return { document: actDocument(RemovePhaseDocument), fields: [because()], stop: true };
	}
}

/** The form of an act on a phase. */
export const phaseSpec = (node: ProjectNode, phase: PhaseNode, act: PhaseAct): ActSpec => ({
	title: `${verbs[act]()} – ${phase.name}`,
	verb: verbs[act](),
	fixed: { project: node.id, phase: phase.id },
	seats: seatsOf(node),
	...phasePart(phase, act)
});

/** Choosing the phase of a task or a milestone. */
const placeSpec = (
	node: ProjectNode,
	part: TaskNode | MilestoneNode
): Omit<ActSpec, 'document' | 'fixed'> => ({
	title: `${m.proj_phase_place()} – ${part.title}`,
	verb: m.proj_phase_place(),
	seats: seatsOf(node),
	fields: [...phaseField(node), because()],
	initial: { phase: part.phase ?? '' }
});

export const placeTaskSpec = (node: ProjectNode, task: TaskNode): ActSpec => ({
	...placeSpec(node, task),
	document: actDocument(PlaceTaskInPhaseDocument),
	fixed: { project: node.id, task: task.id }
});

export const placeMilestoneSpec = (node: ProjectNode, one: MilestoneNode): ActSpec => ({
	...placeSpec(node, one),
	document: actDocument(PlaceMilestoneInPhaseDocument),
	fixed: { project: node.id, milestone: one.id }
});
