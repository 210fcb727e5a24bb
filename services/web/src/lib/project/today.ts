// The calendar day where the person is.

/** Today, as a date field takes it. */
export function today(now = new Date()): string {
	const two = (number: number) => String(number).padStart(2, '0');
	return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
