// What a live subscription remembers, and what it does after an error.
import { describe, expect, it } from 'vitest';
import { Resume, backOff, isRefusal, recoveryFor } from './resume';

const change = (position: number) => ({ cursor: `v1.${position}.0`, position });

describe('a live subscription', () => {
	it('asks to continue after the last change it saw', () => {
		const resume = new Resume('v1.4.0');
		resume.accept(change(5));
		resume.accept(change(6));
		expect(resume.after).toBe('v1.6.0');
	});

	it('delivers a change once, also when the server repeats it after a reconnection', () => {
		const resume = new Resume('v1.4.0');
		expect(resume.accept(change(5))).toBe(true);
		expect(resume.accept(change(5))).toBe(false);
		expect(resume.accept(change(6))).toBe(true);
	});

	it('tells two events of the same commit apart', () => {
		const resume = new Resume('v1.4.0');
		expect(resume.accept({ cursor: 'v1.5.0', position: 5 })).toBe(true);
		expect(resume.accept({ cursor: 'v1.5.1', position: 5 })).toBe(true);
	});

	it('starts again from the head when told to, and then accepts everything', () => {
		const resume = new Resume('v1.4.0');
		resume.accept(change(5));
		resume.restart('v1.2.0');
		expect(resume.after).toBe('v1.2.0');
		expect(resume.accept(change(5))).toBe(true);
	});

	it('forgets old cursors instead of growing for ever', () => {
		const resume = new Resume('v1.0.0');
		for (let position = 1; position <= Resume.memory + 1; position++)
			resume.accept(change(position));
		expect(resume.accept(change(1))).toBe(true);
		expect(resume.accept(change(Resume.memory + 1))).toBe(false);
	});
});

describe('the recovery from an error', () => {
	it('is a fresh start when the cursor cannot be served', () => {
		expect(recoveryFor([{ message: '', extensions: { code: 'CURSOR_UNKNOWN' } }])).toBe('restart');
	});

	it('is another try from the same place for anything else', () => {
		expect(recoveryFor([{ message: 'x', extensions: { code: 'INTERNAL' } }])).toBe('retry');
		expect(recoveryFor(new Error('closed'))).toBe('retry');
		expect(recoveryFor(null)).toBe('retry');
	});
});

describe('a refusal', () => {
	it('is told from a fault, which is worth another try', () => {
		expect(isRefusal([{ message: '', extensions: { code: 'FORBIDDEN' } }])).toBe(true);
		expect(isRefusal([{ message: '', extensions: { code: 'TOO_MANY' } }])).toBe(true);
		expect(isRefusal([{ message: '', extensions: { code: 'INTERRUPTED' } }])).toBe(false);
		expect(isRefusal(null)).toBe(false);
	});
});

describe('the back-off', () => {
	it('doubles, stays below half a minute, and is never immediate', () => {
		expect(backOff(0, 1)).toBe(500);
		expect(backOff(3, 1)).toBe(4_000);
		expect(backOff(60, 1)).toBe(30_000);
		expect(backOff(0, 0)).toBe(250);
	});
});
