// The forms of acts on a lesson: writing, consenting to its being public, taking it back.
import {
	ConsentToLessonDocument,
	RetractLessonDocument,
	RewriteLessonDocument,
	WriteLessonDocument
} from '$lib/gql/generated/lesson';
import {
	actDocument,
	type ActSpec,
	type FieldSpec,
	type Option,
	type SideSeat
} from '$lib/cooperation/forms/spec';
import type { LessonKind } from '$lib/gql/generated/schema';
import { m } from '$lib/paraglide/messages';
import { allLessonKinds, lessonKindWord, type LearningProject, type LessonNode } from './types';

type Input = Record<string, unknown>;

const seatsOf = (project: LearningProject): SideSeat[] =>
	project.sides
		.flatMap((side) => side.parties)
		.filter((party) => party.isMine)
		.map((party) => party.organisation);

const fields = (themes: Option[]): FieldSpec[] => [
	{
		key: 'kind',
		type: 'choice',
		label: m.le_kind(),
		options: allLessonKinds.map((value) => ({ value, label: lessonKindWord(value) })),
		required: true
	},
	{ key: 'title', type: 'texts', multiline: false, label: m.le_short(), required: true },
	{ key: 'body', type: 'texts', multiline: true, label: m.le_words(), required: true },
	{ key: 'themes', type: 'many', label: m.coop_themes(), options: themes }
];

/** Nests the words as the API takes them, under `key`. */
const nested =
	(key: string) =>
	(input: Input): Input => {
		const { kind, title, body, themes, ...rest } = input;
		return { ...rest, [key]: { kind, title, body, themes } };
	};

const reason = (): FieldSpec => ({
	key: 'reason',
	type: 'area',
	label: m.coop_reason(),
	required: true
});

/** Begins with what was learnt when the project ended, where somebody said. */
export const writeSpec = (project: LearningProject, themes: Option[], lang: string): ActSpec => ({
	title: m.le_write(),
	verb: m.le_write(),
	lead: m.le_within(),
	document: actDocument(WriteLessonDocument),
	fixed: { cooperation: project.cooperation.id, project: project.id },
	fields: fields(themes),
	initial: project.closing?.lessons
		? { body: [{ lang, text: project.closing.lessons }] }
		: undefined,
	seats: seatsOf(project),
	shape: nested('lesson')
});

export function rewriteSpec(
	project: LearningProject,
	lesson: LessonNode,
	themes: Option[]
): ActSpec {
	return {
		title: `${m.le_rewrite()} – ${lesson.title ?? ''}`,
		verb: m.le_rewrite(),
		document: actDocument(RewriteLessonDocument),
		fixed: { lesson: lesson.id },
		fields: [...fields(themes), reason()],
		initial: {
			kind: lesson.kind as LessonKind,
			title: lesson.titles,
			body: lesson.bodies,
			themes: lesson.themes.map((theme) => theme.code)
		},
		based: { key: 'basedOn', hash: lesson.hash ?? '' },
		seats: seatsOf(project),
		shape: nested('words')
	};
}

export const consentSpec = (project: LearningProject, lesson: LessonNode): ActSpec => ({
	title: `${m.le_consent()} – ${lesson.title ?? ''}`,
	verb: m.le_consent(),
	lead: m.le_consent_lead(),
	document: actDocument(ConsentToLessonDocument),
	fixed: { lesson: lesson.id },
	fields: [],
	based: { key: 'hash', hash: lesson.hash ?? '' },
	seats: seatsOf(project)
});

export const retractSpec = (project: LearningProject, lesson: LessonNode): ActSpec => ({
	title: `${m.le_retract()} – ${lesson.title ?? ''}`,
	verb: m.le_retract(),
	document: actDocument(RetractLessonDocument),
	fixed: { lesson: lesson.id },
	fields: [reason()],
	seats: seatsOf(project),
	stop: true
});
