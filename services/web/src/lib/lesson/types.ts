// The shapes of lessons, named once, and the words for their kinds.
import type { LessonPartsFragment, ProjectLessonsQuery } from '$lib/gql/generated/lesson';
import type { LessonKind } from '$lib/gql/generated/schema';
import { m } from '$lib/paraglide/messages';
import type { LocalText } from '$lib/cooperation/types';

export type LearningProject = Extract<
	NonNullable<ProjectLessonsQuery['node']>,
	{ __typename: 'Project' }
>;
export type LessonNode = LearningProject['lessons'][number];
export type FoundLesson = LessonPartsFragment;

export const allLessonKinds: LessonKind[] = ['LESSON', 'GOOD_PRACTICE', 'DIFFICULTY'];
const words: Record<LessonKind, () => string> = {
	LESSON: m.le_LESSON,
	GOOD_PRACTICE: m.le_GOOD_PRACTICE,
	DIFFICULTY: m.le_DIFFICULTY
};
export const lessonKindWord = (kind: LessonKind): string => words[kind]();

/** The words in the page's language, or in the one that they were written in. */
export const saidIn = (texts: readonly LocalText[], lang: string): LocalText | undefined =>
	texts.find((one) => one.lang.split('-')[0] === lang) ?? texts[0];
