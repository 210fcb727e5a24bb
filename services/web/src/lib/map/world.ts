// The world's outlines, fetched once when the map is first opened.
import { geoEqualEarth, geoGraticule10, geoPath } from 'd3-geo';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import outlines from 'world-atlas/countries-110m.json?url';

export const size = { width: 960, height: 468 };

const projection = geoEqualEarth().fitExtent(
	[
		[4, 4],
		[size.width - 4, size.height - 4]
	],
	{ type: 'Sphere' }
);
const path = geoPath(projection);

export interface World {
	sphere: string;
	land: string;
	borders: string;
	grid: string;
}

type Atlas = Topology<{ countries: GeometryCollection; land: GeometryCollection }>;

/** Where a place lies on the map. */
export function project(longitude: number, latitude: number): { x: number; y: number } {
	const point = projection([longitude, latitude]);
	return { x: point?.[0] ?? 0, y: point?.[1] ?? 0 };
}

/** Fetches and draws the outlines. */
export async function loadWorld(): Promise<World> {
	const response = await fetch(outlines);
	if (!response.ok) throw new Error(`the world's outlines: status ${response.status}`);
	const atlas = (await response.json()) as Atlas;
	return {
		sphere: path({ type: 'Sphere' }) ?? '',
		land: path(feature(atlas, atlas.objects.land)) ?? '',
		borders: path(mesh(atlas, atlas.objects.countries, (a, b) => a !== b)) ?? '',
		grid: path(geoGraticule10()) ?? ''
	};
}
