// Which act becomes the one button of a cooperation's page.
import { describe, expect, it } from 'vitest';
import type { Act } from '$lib/gql/generated/schema';
import { choices } from './acts';

const can = (...acts: Act[]) => acts.map((act) => ({ act, refusal: null }));
const cannot = (...acts: Act[]) => acts.map((act) => ({ act, refusal: {} }));

describe('choices', () => {
	it('makes the expected act the one button, and keeps the closing ones apart', () => {
		const found = choices('JUMELAGE', can('DECLINE', 'REMARK', 'AMEND_CHARTER', 'CONSENT'));
		expect(found.main).toBe('CONSENT');
		expect(found.others).toEqual(['AMEND_CHARTER', 'REMARK']);
		expect(found.stops).toEqual(['DECLINE']);
	});

	it('has no main button when nothing is expected of the viewer', () => {
		expect(choices('JUMELAGE', can('REMARK')).main).toBeNull();
	});

	it('explains the acts of its own kind only', () => {
		const found = choices('PARTNERSHIP', cannot('CONSENT', 'ACCEPT', 'START'));
		expect(found.refused.map((one) => one.act)).toEqual(['ACCEPT', 'START']);
	});
});
