// Asks the API: `query` and `mutate` give an `Answer`, and speak the language of the page.
import {
	Client,
	cacheExchange,
	fetchExchange,
	type AnyVariables,
	type OperationResult
} from '@urql/core';
import { i18n } from '$lib/i18n.svelte';
import { reach } from '$lib/offline/reach.svelte';
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
	return told(result);
}

function told<T>(result: OperationResult<T>): Answer<T> {
	const answer: Answer<T> = result.error
		? classify(result.error)
		: result.data === undefined
			? { ok: false, kind: 'offline', message: '' }
			: { ok: true, data: result.data };
	reach.heard(answer.ok || answer.kind !== 'offline');
	return answer;
}

/** Runs a mutation once; repeating it safely is the business of its `commandId`. */
export async function mutate<T, V>(
	document: TypedDocumentString<T, V>,
	variables: V
): Promise<Answer<T>> {
	return deliver<T>(document.toString(), variables);
}

/** Runs a mutation that was kept as text. */
export async function deliver<T>(document: string, variables: unknown): Promise<Answer<T>> {
	return told(await client.mutation<T>(document, variables as AnyVariables).toPromise());
}
