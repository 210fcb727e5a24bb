// Which act becomes the one button of a cooperation's page.
import { describe, expect, it } from 'vitest';
import type { Act } from '$lib/gql/generated/schema';
import { choices } from './acts';

const can = (...acts: Act[]) => acts.map((act) => ({ act, refusal: null as object | null }));
const cannot = (...acts: Act[]) => acts.map((act) => ({ act, refusal: {} as object | null }));
const consent = [{ kind: 'CONSENT' as const, mine: true }];

describe('choices', () => {
	it('makes what waits for the viewer the one button, and puts the closing acts last', () => {
		const possible = can('DECLINE', 'REMARK', 'CHANGE_KIND', 'AMEND_CHARTER', 'CONSENT');
		const found = choices('JUMELAGE', possible, consent);
		expect(found.main).toBe('CONSENT');
		expect(found.near).toEqual(['AMEND_CHARTER', 'REMARK']);
		expect(found.further).toEqual(['CHANGE_KIND', 'DECLINE']);
	});

	it('has no main button when the others are waited for', () => {
		const found = choices('JUMELAGE', can('REMARK', 'PLAN_EXCHANGE'), [
			{ kind: 'CONSENT', mine: false }
		]);
		expect(found.main).toBeNull();
	});

	it('offers an exchange when nothing waits', () => {
		expect(choices('JUMELAGE', can('RECORD_DECISION', 'PLAN_EXCHANGE'), []).main).toBe(
			'PLAN_EXCHANGE'
		);
	});

	it('says at once why the viewer cannot do what waits for them', () => {
		const found = choices('JUMELAGE', cannot('CONSENT', 'END'), consent);
		expect(found.blocked?.act).toBe('CONSENT');
		expect(found.refused.map((one) => one.act)).toEqual(['END']);
	});

	it('explains the acts of its own kind only', () => {
		const found = choices('PARTNERSHIP', cannot('CONSENT', 'ACCEPT', 'START'), []);
		expect(found.refused.map((one) => one.act)).toEqual(['ACCEPT', 'START']);
	});
});
