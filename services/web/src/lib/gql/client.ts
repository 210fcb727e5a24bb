// Asks the API: `query` and `mutate` give an `Answer`, and speak the language of the page.
import { Client, cacheExchange, fetchExchange, type AnyVariables } from '@urql/core';
import { i18n } from '$lib/i18n.svelte';
import { classify, type Answer } from './answer';
import type { TypedDocumentString } from './generated/graphql';

function newClient(): Client {
	return new Client({
		url: '/graphql',
		exchanges: [cacheExchange, fetchExchange],
		preferGetMethod: false,
		fetchOptions: () => ({
			credentials: 'same-origin',
			headers: { 'accept-language': i18n.lang }
		})
	});
}

let client = newClient();

/** Forgets every cached answer: the person or the language changed. */
export function forget(): void {
	client = newClient();
}

/** The remembered answer to a query, if there is one. */
export function remembered<T, V>(document: TypedDocumentString<T, V>, variables: V): T | null {
	const result = client.readQuery<T>(document.toString(), variables as AnyVariables);
	return result?.data ?? null;
}

/** Asks the server. */
export async function query<T, V>(
	document: TypedDocumentString<T, V>,
	variables: V
): Promise<Answer<T>> {
	const result = await client
		.query<T>(document.toString(), variables as AnyVariables, { requestPolicy: 'network-only' })
		.toPromise();
	if (result.error) return classify(result.error);
	if (result.data === undefined) return { ok: false, kind: 'offline', message: '' };
	return { ok: true, data: result.data };
}

/** Runs a mutation once; repeating it safely is the business of its `commandId`. */
export async function mutate<T, V>(
	document: TypedDocumentString<T, V>,
	variables: V
): Promise<Answer<T>> {
	const result = await client
		.mutation<T>(document.toString(), variables as AnyVariables)
		.toPromise();
	if (result.error) return classify(result.error);
	if (result.data === undefined) return { ok: false, kind: 'offline', message: '' };
	return { ok: true, data: result.data };
}
