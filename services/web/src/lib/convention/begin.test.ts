// What the forms ask with which a convention begins, by what the cooperation holds.
import { expect, test } from 'vitest';
import { asked, type FieldSpec } from '$lib/cooperation/forms/spec';
import type { CooperationNode } from '$lib/cooperation/types';
import { existingSpec, openSpec } from './begin';

const town = (id: string, kind = 'FOREIGN_LOCAL_AUTHORITY') => ({
	side: 1,
	role: 'LEAD',
	isMine: false,
	organisation: { id, kind, name: id }
});
const home = (parties: ReturnType<typeof town>[], conventions: object[] = []) =>
	({ id: 'jumelage:1', parties, conventions }) as unknown as CooperationNode;

const kindsOf = (fields: FieldSpec[]) => {
	const kind = fields.find((field) => field.key === 'kind');
	return kind?.type === 'choice' ? kind.options.map((option) => option.value) : [];
};
const keys = (fields: FieldSpec[], kind: string) =>
	asked(fields, { kind }).map((field) => field.key);

test('where no association takes part and nothing is in force, neither is offered', () => {
	const { fields } = openSpec(home([town('a'), town('b')]));
	expect(kindsOf(fields)).toEqual(['FRAMEWORK', 'PROJECT', 'FRIENDSHIP_CHARTER']);
	expect(keys(fields, 'FRAMEWORK')).toEqual(['title', 'kind']);
});

test('an association that takes part can be chosen, and is asked for only with its kind', () => {
	const { fields } = openSpec(home([town('a'), town('b'), town('club', 'ASSOCIATION')]));
	expect(kindsOf(fields)).toContain('ASSOCIATION');
	expect(keys(fields, 'ASSOCIATION')).toEqual(['title', 'kind', 'association']);
	expect(keys(fields, 'PROJECT')).toEqual(['title', 'kind']);
});

test('an amendment changes a convention in force that is none itself', () => {
	const { fields } = openSpec(
		home(
			[town('a'), town('b')],
			[
				{ id: 'one', kind: 'FRAMEWORK', stage: 'IN_FORCE', title: 'One' },
				{ id: 'two', kind: 'AMENDMENT', stage: 'IN_FORCE', title: 'Two' },
				{ id: 'three', kind: 'PROJECT', stage: 'DRAFTING', title: 'Three' }
			]
		)
	);
	expect(keys(fields, 'AMENDMENT')).toEqual(['title', 'kind', 'amends']);
	const amends = fields.find((field) => field.key === 'amends');
	expect(amends?.type === 'choice' && amends.options.map((option) => option.value)).toEqual([
		'one'
	]);
});

test('an older convention without an end has no term, one with an end has', () => {
	const { shape } = existingSpec(home([town('a'), town('b')]));
	expect(shape?.({ source: 'Archives', renewable: 'no' })).toEqual({ source: 'Archives' });
	expect(shape?.({ source: 'Archives', ends: '2030-01-01', renewable: 'yes' })).toEqual({
		source: 'Archives',
		term: { ends: '2030-01-01', notice: undefined, renewable: true }
	});
});
