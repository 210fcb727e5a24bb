// The difference between two texts, word by word, for people who compare versions of a charter.

export interface Piece {
	kind: 'same' | 'added' | 'removed';
	text: string;
}

/** Beyond this many words a side the middle is shown as replaced as a whole: it stays quick. */
const most = 2_000;

const words = (text: string): string[] => text.match(/\s+|[^\s]+/gu) ?? [];

/** Lengths of the longest common subsequence of every pair of tails. */
function table(before: string[], after: string[]): Uint16Array[] {
	const rows = Array.from({ length: before.length + 1 }, () => new Uint16Array(after.length + 1));
	for (let i = before.length - 1; i >= 0; i--) {
		for (let j = after.length - 1; j >= 0; j--) {
			const here = rows[i] as Uint16Array;
			const below = rows[i + 1] as Uint16Array;
			here[j] =
				before[i] === after[j]
					? (below[j + 1] as number) + 1
					: Math.max(below[j] as number, here[j + 1] as number);
		}
	}
	return rows;
}

function push(pieces: Piece[], kind: Piece['kind'], text: string): void {
	const last = pieces.at(-1);
	if (text === '') return;
	if (last?.kind === kind) last.text += text;
	else pieces.push({ kind, text });
}

function middle(before: string[], after: string[], pieces: Piece[]): void {
	if (before.length > most || after.length > most) {
		push(pieces, 'removed', before.join(''));
		push(pieces, 'added', after.join(''));
		return;
	}
	const rows = table(before, after);
	const length = (i: number, j: number) => rows[i]?.[j] ?? 0;
	let i = 0;
	let j = 0;
	while (i < before.length || j < after.length) {
		const [one, other] = [before[i], after[j]];
		if (one !== undefined && one === other) {
			push(pieces, 'same', one);
			i++;
			j++;
		} else if (one !== undefined && (other === undefined || length(i + 1, j) >= length(i, j + 1))) {
			push(pieces, 'removed', one);
			i++;
		} else {
			push(pieces, 'added', other ?? '');
			j++;
		}
	}
}

/** What stayed, what was removed and what was added between `before` and `after`, in reading order. */
export function diff(before: string, after: string): Piece[] {
	const [old, now] = [words(before), words(after)];
	let start = 0;
	while (start < old.length && start < now.length && old[start] === now[start]) start++;
	let end = 0;
	while (
		end < old.length - start &&
		end < now.length - start &&
		old[old.length - 1 - end] === now[now.length - 1 - end]
	) {
		end++;
	}
	const pieces: Piece[] = [];
	push(pieces, 'same', old.slice(0, start).join(''));
	middle(old.slice(start, old.length - end), now.slice(start, now.length - end), pieces);
	push(pieces, 'same', old.slice(old.length - end).join(''));
	return gathered(pieces);
}

/** Changes that only a space keeps apart are read as one: first what went, then what came. */
function gathered(pieces: readonly Piece[]): Piece[] {
	const result: Piece[] = [];
	let [removed, added] = ['', ''];
	const settle = () => {
		push(result, 'removed', removed);
		push(result, 'added', added);
		[removed, added] = ['', ''];
	};
	pieces.forEach((piece, at) => {
		const between = at > 0 && at < pieces.length - 1 && piece.text.trim() === '';
		if (piece.kind !== 'added' && (piece.kind === 'removed' || between)) removed += piece.text;
		if (piece.kind !== 'removed' && (piece.kind === 'added' || between)) added += piece.text;
		if (piece.kind !== 'same' || between) return;
		settle();
		push(result, 'same', piece.text);
	});
	settle();
	return result;
}
