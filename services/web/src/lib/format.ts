// How dates, times and numbers are written in a language and the person's time zone.

const tags = { fr: 'fr-FR', en: 'en-GB', es: 'es-ES' } as const;
type Language = keyof typeof tags;

/** French counts the first of a month as such: "1er mai". */
const first = (text: string, lang: Language): string =>
	lang === 'fr' ? text.replace(/^1 /, '1er ') : text;

/** A calendar day (`2026-05-03`), which has no time zone. */
export function formatDay(day: string, lang: Language): string {
	const date = new Date(`${day}T12:00:00Z`);
	if (Number.isNaN(date.getTime())) return day;
	const format = new Intl.DateTimeFormat(tags[lang], { dateStyle: 'long', timeZone: 'UTC' });
	return first(format.format(date), lang);
}

/** A calendar day where there is little room: `3 May 2026`, with a short month. */
export function formatShortDay(day: string, lang: Language): string {
	const date = new Date(`${day}T12:00:00Z`);
	if (Number.isNaN(date.getTime())) return day;
	const format = new Intl.DateTimeFormat(tags[lang], { dateStyle: 'medium', timeZone: 'UTC' });
	return first(format.format(date), lang);
}

/** A date of which only the year, or the year and month, may be known (`1963`, `1963-05`, `1963-05-12`). */
export function formatPartialDate(partial: string, lang: Language): string {
	const [year, month, day] = partial.split('-');
	if (!year || !month) return partial;
	if (day) return formatDay(partial, lang);
	const date = new Date(`${year}-${month}-15T12:00:00Z`);
	if (Number.isNaN(date.getTime())) return partial;
	const format = new Intl.DateTimeFormat(tags[lang], {
		year: 'numeric',
		month: 'long',
		timeZone: 'UTC'
	});
	return format.format(date);
}

/** The day of a moment, in the person's time zone. */
export function formatDate(moment: string | Date, lang: Language): string {
	const date = new Date(moment);
	if (Number.isNaN(date.getTime())) return String(moment);
	return first(new Intl.DateTimeFormat(tags[lang], { dateStyle: 'long' }).format(date), lang);
}

/** A moment with its hour in the person's time zone, which is named: who reads along may be on another continent. */
export function formatDateTime(moment: string | Date, lang: Language): string {
	const date = new Date(moment);
	if (Number.isNaN(date.getTime())) return String(moment);
	const format = new Intl.DateTimeFormat(tags[lang], {
		day: 'numeric',
		month: 'short',
		year: 'numeric',
		hour: '2-digit',
		minute: '2-digit',
		timeZoneName: 'short'
	});
	return first(format.format(date), lang);
}

/** The hour of a moment, in the person's time zone. */
export function formatTime(moment: string | Date, lang: Language): string {
	const date = new Date(moment);
	if (Number.isNaN(date.getTime())) return String(moment);
	return new Intl.DateTimeFormat(tags[lang], { timeStyle: 'short' }).format(date);
}

/** An exact amount with its currency; a code that the browser does not know is written as it is. */
export function formatMoney(amount: string, currency: string, lang: Language): string {
	try {
		const format = new Intl.NumberFormat(tags[lang], { style: 'currency', currency });
		// As text: an amount can have more digits than a number keeps.
		return format.format(amount as Intl.StringNumericLiteral);
	} catch {
		return `${amount} ${currency}`;
	}
}

const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
	['year', 365.25 * 86_400],
	['month', 30.44 * 86_400],
	['week', 7 * 86_400],
	['day', 86_400],
	['hour', 3_600],
	['minute', 60]
];

/** How long ago (or in how long) a moment is, seen from `now`, in words. */
export function formatRelative(
	moment: string | Date,
	lang: Language,
	now: Date = new Date()
): string {
	const seconds = (new Date(moment).getTime() - now.getTime()) / 1000;
	if (Number.isNaN(seconds)) return String(moment);
	const words = new Intl.RelativeTimeFormat(tags[lang], { numeric: 'auto' });
	for (const [unit, length] of steps) {
		if (Math.abs(seconds) >= length) return words.format(Math.round(seconds / length), unit);
	}
	return words.format(0, 'minute');
}

/** A count, grouped as the language does. */
export function formatNumber(value: number, lang: Language): string {
	return new Intl.NumberFormat(tags[lang]).format(value);
}

/** A decimal as text, to its last digit, as the language writes it; what is no number stays as it is. */
export function formatDecimal(number: string, lang: Language): string {
	if (!/^-?\d+(\.\d+)?$/.test(number)) return number;
	const format = new Intl.NumberFormat(tags[lang], { maximumFractionDigits: 20 });
	return format.format(number as Intl.StringNumericLiteral);
}

/**
 * A number as people of a language write it, as the API takes it: `1 000,5` and `1.000,5` in French and Spanish, `1,000.5` in
 * English give `1000.5`. What can be read in no way stays as it was typed, and is refused with what to do.
 */
export function readDecimal(typed: string, lang: Language): string {
	const plain = typed.replace(/\s/g, '');
	if (lang === 'en')
		return /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain) ? plain.replaceAll(',', '') : plain;
	const [whole = '', part, ...more] = plain.split(',');
	if (part === undefined || more.length > 0) return plain;
	return /^-?(\d+|\d{1,3}(\.\d{3})+)$/.test(whole) && /^\d+$/.test(part)
		? `${whole.replaceAll('.', '')}.${part}`
		: plain;
}

/** How long, in whole days or months: "30 days". */
export function formatSpan(value: number, unit: 'day' | 'month', lang: Language): string {
	const format = new Intl.NumberFormat(tags[lang], { style: 'unit', unit, unitDisplay: 'long' });
	return format.format(value);
}

/** A list in a sentence: "a, b and c". */
export function formatList(items: readonly string[], lang: Language): string {
	return new Intl.ListFormat(tags[lang], { type: 'conjunction' }).format(items);
}

/** Languages of partner towns that browsers do not name. */
const unnamed: Record<string, Record<Language, string>> = {
	ff: { fr: 'peul', en: 'Fula', es: 'fula' }
};

/** The name of a language in another one; its code when unknown. */
export function languageName(code: string, lang: Language): string {
	try {
		const name = new Intl.DisplayNames(tags[lang], { type: 'language' }).of(code) ?? code;
		return name === code ? (unnamed[code]?.[lang] ?? code) : name;
	} catch {
		return code;
	}
}

/** A partial date after "since": a day takes an article in French and in Spanish, a month or a year takes none. */
export function formatSince(partial: string, lang: Language): string {
	const article = partial.length === 10 ? { fr: 'le ', en: '', es: 'el ' }[lang] : '';
	return article + formatPartialDate(partial, lang);
}
