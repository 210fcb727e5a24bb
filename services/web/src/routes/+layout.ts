// Every page is drawn in the browser from one static shell.
export const ssr = false;
export const prerender = false;
export const trailingSlash = 'ignore';
