// The words of money: sources, natures, headings, steps, classes of countries and sectors, in the language of the page.
import type {
	CountryClass,
	ExpenseHeading,
	FinancingAct,
	FundingNature,
	FundingSource,
	FundingStep,
	LevySector
} from '$lib/gql/generated/schema';
import { m } from '$lib/paraglide/messages';

type Words<K extends string> = Record<K, () => string>;

const sources: Words<FundingSource> = {
	GENERAL_BUDGET: m.fin_source_GENERAL_BUDGET,
	ANNEX_BUDGET: m.fin_source_ANNEX_BUDGET,
	STATE: m.fin_source_STATE,
	FICOL: m.fin_source_FICOL,
	FICOL_PROGRAMME: m.fin_source_FICOL_PROGRAMME,
	DCOL: m.fin_source_DCOL,
	AGENCY: m.fin_source_AGENCY,
	EUROPEAN_UNION: m.fin_source_EUROPEAN_UNION,
	REGION: m.fin_source_REGION,
	DEPARTEMENT: m.fin_source_DEPARTEMENT,
	CHAMBER: m.fin_source_CHAMBER,
	COMPANY: m.fin_source_COMPANY,
	FOUNDATION: m.fin_source_FOUNDATION,
	UNIVERSITY: m.fin_source_UNIVERSITY,
	FOREIGN_AUTHORITY: m.fin_source_FOREIGN_AUTHORITY,
	DELEGATEE: m.fin_source_DELEGATEE,
	DONATION: m.fin_source_DONATION,
	OTHER: m.fin_source_OTHER
};
const natures: Words<FundingNature> = {
	OWN: m.fin_nature_OWN,
	COFINANCING: m.fin_nature_COFINANCING,
	IN_KIND: m.fin_nature_IN_KIND
};
const headings: Words<ExpenseHeading> = {
	STAFF: m.fin_heading_STAFF,
	TRAVEL: m.fin_heading_TRAVEL,
	EQUIPMENT: m.fin_heading_EQUIPMENT,
	WORKS: m.fin_heading_WORKS,
	SERVICES: m.fin_heading_SERVICES,
	TRAINING: m.fin_heading_TRAINING,
	COMMUNICATION: m.fin_heading_COMMUNICATION,
	EVALUATION: m.fin_heading_EVALUATION,
	MANAGEMENT: m.fin_heading_MANAGEMENT,
	CONTINGENCIES: m.fin_heading_CONTINGENCIES,
	OTHER: m.fin_heading_OTHER
};
const classes: Words<CountryClass> = {
	NO_AID: m.fin_class_NO_AID,
	AID: m.fin_class_AID,
	PRIORITY: m.fin_class_PRIORITY,
	LEAST_DEVELOPED: m.fin_class_LEAST_DEVELOPED
};
const sectors: Words<LevySector> = {
	WATER: m.fin_sector_WATER,
	ENERGY: m.fin_sector_ENERGY,
	WASTE: m.fin_sector_WASTE,
	TRANSPORT: m.fin_sector_TRANSPORT
};
const steps: Words<FundingStep> = {
	CONFIRMED: m.fin_step_CONFIRMED,
	COMMITTED: m.fin_step_COMMITTED,
	DISBURSED: m.fin_step_DISBURSED
};
const recordings: Words<FundingStep> = {
	CONFIRMED: m.fin_record_CONFIRMED,
	COMMITTED: m.fin_record_COMMITTED,
	DISBURSED: m.fin_record_DISBURSED
};
const acts: Words<FinancingAct> = {
	CONSENT: m.fin_act_CONSENT,
	REVISE: m.fin_act_REVISE,
	WITHDRAW_CONSENT: m.fin_act_WITHDRAW_CONSENT
};

export const sourceWord = (source: FundingSource): string => sources[source]();
export const natureWord = (nature: FundingNature): string => natures[nature]();
export const headingWord = (heading: ExpenseHeading): string => headings[heading]();
export const stepWord = (step: FundingStep): string => steps[step]();
export const recordWord = (step: FundingStep): string => recordings[step]();
export const financingActWord = (act: FinancingAct): string => acts[act]();

const options = <K extends string>(words: Words<K>): { value: K; label: string }[] =>
	(Object.keys(words) as K[]).map((value) => ({ value, label: words[value]() }));
export const sourceOptions = () => options(sources);
export const natureOptions = () => options(natures);
export const headingOptions = () => options(headings);
export const classOptions = () => options(classes);
export const sectorOptions = () => options(sectors);
