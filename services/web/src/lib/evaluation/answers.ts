// From the fields of the form to the answers that are sent: what was left empty is no answer.
type Input = Record<string, unknown>;

export const textKey = (code: string): string => `text.${code}`;
export const markKey = (code: string): string => `mark.${code}`;

/** The input of an act with its answers nested as the API takes them, in `lang`, the language of the page. */
export function answersOf(input: Input, codes: readonly string[], lang: string): Input {
	const kept = Object.entries(input).filter(([key]) => !/^(text|mark)\./.test(key));
	const answers = codes.flatMap((criterion) => {
		const text = input[textKey(criterion)];
		const mark = input[markKey(criterion)];
		if (!text && !mark) return [];
		return [
			{
				criterion,
				...(text ? { text: { lang, text } } : {}),
				...(mark ? { mark: Number(mark) } : {})
			}
		];
	});
	return { ...Object.fromEntries(kept), answers };
}
