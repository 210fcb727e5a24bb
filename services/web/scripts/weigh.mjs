// Prints what the shell, a cooperation's page and the heaviest chunks weigh, compressed; fails over a budget.
import { readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Bytes of script, compressed, that may load before the first content. */
const budget = 60 * 1024;
/** Bytes, compressed, of all that the first visit of a cooperation's page loads before its data. */
const cooperationBudget = 250 * 1024;

const build = path.join(path.dirname(fileURLToPath(import.meta.url)), '../build');
const shell = await readFile(path.join(build, 'index.html'), 'utf8');
const size = async (file) => (await stat(path.join(build, `${file}.br`))).size;

/** The scripts that the shell asks for at once, and what they import statically. */
async function reachable(start) {
	const seen = new Set(start);
	for (const file of seen) {
		const source = await readFile(path.join(build, file), 'utf8');
		for (const match of source.matchAll(/(?:from|import)\s*["'](\.[^"']+\.js)["']/g)) {
			seen.add(path.join(path.dirname(file), match[1]));
		}
	}
	return [...seen];
}

const preloaded = [...shell.matchAll(/_app\/immutable\/[\w./-]+\.js/g)].map((match) => match[0]);
const first = await reachable(preloaded);
let total = 0;
for (const file of first) total += await size(file);
console.log(`shell: ${first.length} scripts, ${(total / 1024).toFixed(1)} kB compressed`);

/** Everything but the data that opening a route's address loads: the shell, its styles, and the route's own. */
async function routeWeight(route) {
	const kit = path.join(build, '../.svelte-kit');
	const manifest = JSON.parse(
		await readFile(path.join(kit, 'output/client/.vite/manifest.json'), 'utf8')
	);
	const nodes = path.join(kit, 'generated/client-optimized/nodes');
	const wanted = `src/routes/${route}/+page.svelte`;
	const files = new Set(['index.html', 'first.js', ...first]);
	for (const match of shell.matchAll(/_app\/immutable\/[\w./-]+\.css/g)) files.add(match[0]);
	const seen = new Set();
	const add = (key) => {
		if (seen.has(key)) return;
		seen.add(key);
		const chunk = manifest[key];
		for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
		for (const next of chunk.imports ?? []) add(next);
	};
	for (const name of await readdir(nodes)) {
		const source = await readFile(path.join(nodes, name), 'utf8');
		if (source.includes(wanted)) add(`.svelte-kit/generated/client-optimized/nodes/${name}`);
	}
	if (seen.size === 0) throw new Error(`no page is built from ${wanted}`);
	let bytes = 0;
	for (const file of files) bytes += await size(file);
	return { count: files.size, bytes };
}
const cooperation = await routeWeight('cooperations/[id]');
console.log(
	`cooperation: ${cooperation.count} files, ${(cooperation.bytes / 1024).toFixed(1)} kB compressed`
);

const folder = path.join(build, '_app/immutable');
const files = (await readdir(folder, { recursive: true })).filter((name) =>
	/\.(js|css|json)$/.test(name)
);
const weighed = await Promise.all(
	files.map(async (name) => ({ name, bytes: await size(path.join('_app/immutable', name)) }))
);
weighed.sort((a, b) => b.bytes - a.bytes);
for (const { name, bytes } of weighed.slice(0, 8)) {
	console.log(`${(bytes / 1024).toFixed(1).padStart(8)} kB  ${name}`);
}
if (total > budget) {
	console.error(`the shell is heavier than its budget of ${budget / 1024} kB`);
	process.exit(1);
}
if (cooperation.bytes > cooperationBudget) {
	console.error(
		`a cooperation's page is heavier than its budget of ${cooperationBudget / 1024} kB`
	);
	process.exit(1);
}
