// Brings the other side's changes into a form that was begun before them: untouched parts follow, touched ones stay.
import type { Value } from './spec';

type Texts = { lang: string; text: string }[];

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

function isTexts(value: unknown): value is Texts {
	return (
		Array.isArray(value) &&
		value.length > 0 &&
		value.every(
			(one: unknown) => typeof one === 'object' && one !== null && 'lang' in one && 'text' in one
		)
	);
}

/** One language at a time: the present words where the person left them as they were, theirs where they wrote. */
function mergedTexts(began: Texts, mine: Texts, now: Texts): Texts {
	const of = (texts: Texts, lang: string) => texts.find((one) => one.lang === lang);
	const kept = mine.map((one) => {
		const untouched = same(of(began, one.lang)?.text, one.text);
		return { lang: one.lang, text: untouched ? (of(now, one.lang)?.text ?? one.text) : one.text };
	});
	const added = now.filter((one) => !of(began, one.lang) && !of(mine, one.lang));
	return [...kept, ...added];
}

const isObject = (value: unknown) =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
const parts = (value: unknown) => value as Record<string, Value>;

/** What a field holds once the text it began from was changed by somebody else. */
export function merged(began: Value | undefined, mine: Value | undefined, now: Value): Value {
	if (mine === undefined || same(began, mine)) return structuredClone(now);
	if (isTexts(mine) && isTexts(now) && isTexts(began))
		return mergedTexts(began, mine, now) as Value;
	if ([began, mine, now].every(isObject)) {
		const whole = Object.keys(parts(now)).map((key) => [
			key,
			merged(parts(began)[key], parts(mine)[key], parts(now)[key] as Value)
		]);
		return Object.fromEntries(whole) as Value;
	}
	return mine;
}
