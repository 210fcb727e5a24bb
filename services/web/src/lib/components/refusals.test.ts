// Which refusals stand beside which field.
import { expect, it } from 'vitest';
import type { RefusalPartsFragment } from '$lib/gql/generated/graphql';
import { atPath, elsewhere } from './refusals';

const refusal = (path: string | null): RefusalPartsFragment => ({
	rule: { id: 'H-empty', source: '', statement: '', severity: 'BLOCK' },
	message: '',
	wayOut: '',
	path,
	severity: 'BLOCK'
});

it('a refusal stands beside the field that its path names, whatever part of it is meant', () => {
	const all = [
		refusal('charter'),
		refusal('charter[1].text'),
		refusal('input.charter.0'),
		refusal('charterDate')
	];
	expect(atPath(all, 'charter')).toHaveLength(3);
});

it('a refusal without a field stands at the top', () => {
	const all = [refusal(null), refusal('motives'), refusal('parties')];
	expect(elsewhere(all, ['motives']).map((one) => one.path)).toEqual([null, 'parties']);
});

it('a field without a path shows nothing', () => {
	expect(atPath([refusal('motives')], undefined)).toEqual([]);
});
