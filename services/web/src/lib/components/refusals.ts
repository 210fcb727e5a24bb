// Which refusals belong beside which field.
import type { RefusalPartsFragment } from '$lib/gql/generated/graphql';

/** The last part of a path, without list places: `input.charter[1].text` and `charter` both concern `charter`. */
function covers(field: string, path: string): boolean {
	const plain = path.replace(/^input\./, '');
	return plain === field || plain.startsWith(`${field}.`) || plain.startsWith(`${field}[`);
}

/** The refusals that concern the field at `path`. */
export function atPath(
	refusals: readonly RefusalPartsFragment[],
	path: string | undefined
): RefusalPartsFragment[] {
	if (path === undefined) return [];
	return refusals.filter((refusal) => refusal.path !== null && covers(path, refusal.path));
}

/** The refusals that none of the `fields` shows: they stand at the top of the form. */
export function elsewhere(
	refusals: readonly RefusalPartsFragment[],
	fields: readonly string[]
): RefusalPartsFragment[] {
	return refusals.filter((refusal) => {
		const path = refusal.path;
		return path === null || !fields.some((field) => covers(field, path));
	});
}
