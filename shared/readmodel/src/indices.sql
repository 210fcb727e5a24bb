-- Indices that only queries need: made at the end of a rebuild.
CREATE INDEX organisation_by_name ON organisation (folded, n);
CREATE INDEX organisation_by_population ON organisation (coalesce(population, -1), n);
CREATE INDEX organisation_by_cooperations ON organisation (cooperations, n);
CREATE INDEX organisation_by_relevance ON organisation (cooperations, coalesce(population, -1), n);
CREATE INDEX organisation_name_by ON organisation_name (folded, country);
CREATE INDEX cooperation_by_activity ON cooperation (last_activity, n);
CREATE INDEX cooperation_by_title ON cooperation (title_folded, n);
CREATE INDEX cooperation_by_since ON cooperation (since, n);
CREATE INDEX cooperation_by_record ON cooperation (recorded_at, n);
CREATE INDEX cooperation_not_public ON cooperation (visibility) WHERE visibility < 3;
CREATE INDEX cooperation_awake ON cooperation (last_activity) WHERE stage = 'ACTIVE';
CREATE INDEX cooperation_country_of ON cooperation_country (country, cooperation);
CREATE INDEX cooperation_theme_of ON cooperation_theme (theme, cooperation);
CREATE INDEX country_group_by_name ON country_group (folded, n);
