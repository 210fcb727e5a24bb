// Which report an address asks for.
import { describe, expect, it } from 'vitest';
import { askedIn, searchOf } from './period';

const known = { started: '2026-01-05', ended: null, today: '2026-06-30', lang: 'fr' as const };

describe('which report', () => {
	it('is an interim one of the work so far when the address says nothing', () => {
		expect(askedIn(new URLSearchParams(), known)).toEqual({
			kind: 'INTERIM',
			from: '2026-01-05',
			to: '2026-06-30',
			lang: 'fr'
		});
	});

	it('is the final one of a project that ended, until its last day', () => {
		const asked = askedIn(new URLSearchParams(), { ...known, ended: '2026-05-31' });
		expect([asked.kind, asked.to]).toEqual(['FINAL', '2026-05-31']);
	});

	it('is what the address says, and goes back into it', () => {
		const search = 'kind=final&from=2026-02-01&to=2026-03-01&lang=es';
		expect(searchOf(askedIn(new URLSearchParams(search), known))).toBe(search);
	});

	it('leaves out what is no day and no language', () => {
		const asked = askedIn(new URLSearchParams('from=2026-99-99&to=x&lang=de'), known);
		expect([asked.from, asked.to, asked.lang]).toEqual(['2026-01-05', '2026-06-30', 'fr']);
	});
});
