// The account's former address.
import { redirect } from '@sveltejs/kit';

export const load = () => redirect(308, '/account');
