// What is read of the work of a project when a phase is chosen.
import { describe, expect, it } from 'vitest';
import { NO_PHASE, ofPhase } from './phases';

describe('the work read by phase', () => {
	const all = [{ phase: 'a' }, { phase: null }, { phase: 'b' }, { phase: 'a' }];
	it('is all of it where none is chosen', () => expect(ofPhase(all, '')).toEqual(all));
	it('is what names the chosen one', () => expect(ofPhase(all, 'a')).toEqual([all[0], all[3]]));
	it('is what names none', () => expect(ofPhase(all, NO_PHASE)).toEqual([all[1]]));
	it('is nothing where a phase has no task', () => expect(ofPhase(all, 'c')).toEqual([]));
});
