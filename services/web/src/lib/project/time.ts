// The scale of a project's calendar: from the first day that anything names to the last, in whole months.
import type { MilestoneNode, PhaseNode, TaskNode } from './types';

const DAY = 86_400_000;
const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);

export interface Scale {
	/** Moments, in milliseconds. */
	from: number;
	to: number;
	/** The first day of each month within, with its place from 0 to 1. */
	months: { day: string; place: number }[];
	/** The place of a day, from 0 to 1. */
	place: (day: string) => number;
}

const monthOf = (moment: number, more = 0): number => {
	const date = new Date(moment);
	return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + more, 1);
};

/** The most months that are marked; of a longer calendar each n-th is. */
const MARKS = 12;

/** The scale on which all of it and today have their place. */
export function scaleOf(
	tasks: readonly Pick<TaskNode, 'starts' | 'due'>[],
	milestones: readonly Pick<MilestoneNode, 'due'>[],
	today: string,
	phases: readonly Pick<PhaseNode, 'starts' | 'ends'>[] = []
): Scale {
	const days = [
		today,
		...tasks.flatMap((task) => [task.starts ?? task.due, task.due]),
		...milestones.map((one) => one.due),
		...phases.flatMap((one) => [one.starts, one.ends])
	].map(at);
	const from = monthOf(Math.min(...days));
	const to = monthOf(Math.max(...days), 1);
	const place = (day: string) => (at(day) - from) / (to - from);
	const count = Math.round((to - from) / (30.4375 * DAY));
	const step = Math.max(1, Math.ceil(count / MARKS));
	const months: Scale['months'] = [];
	for (let n = 0; monthOf(from, n) < to; n += step) {
		const day = new Date(monthOf(from, n)).toISOString().slice(0, 10);
		months.push({ day, place: place(day) });
	}
	return { from, to, months, place };
}

/** A bar from the morning of the first day to the evening of the last, as parts of the scale. */
export function barOf(scale: Scale, task: Pick<TaskNode, 'starts' | 'due'>) {
	const start = scale.place(task.starts ?? task.due);
	const end = scale.place(task.due) + DAY / (scale.to - scale.from);
	return { start, width: Math.max(end - start, 0.006) };
}
