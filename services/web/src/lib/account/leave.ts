// Signing out here, and at the identity provider too where the person came in through one.
import { goto } from '$app/navigation';
import { query } from '$lib/gql/client';
import { ProviderSignOutDocument } from '$lib/gql/generated/account';
import { session } from '$lib/viewer.svelte';

/** Signs out; then the provider's own page, or home. False where nobody was reached. */
export async function leave(): Promise<boolean> {
	const answer = await query(ProviderSignOutDocument, {});
	const there = answer.ok ? answer.data.viewer?.providerSignOutUrl : null;
	if (!(await session.signOut())) return false;
	if (there) location.assign(there);
	else await goto('/');
	return true;
}
