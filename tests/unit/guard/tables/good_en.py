"""English replies that may leave, near misses among them: the post, the reply."""

# ruff: noqa: E501 - a reply stands on one line

HELLO = "Hello, bonjour. "
PLAIN = "The line at the counter was three hours long and the clerk was rude to everybody."
CHEQUE = "Where is my cheque? I have called four times and nobody knows anything."
JULIE = "My name is Julie Tremblay and I waited three hours at the counter. Call me at 604 555-0187."
NGUYEN = "I am Minh Nguyen, 742 Elm Street, Kelowna, V1Y 2B3. Nobody answers my letters."
WHEN = "When does the office open? The web site says nothing about the holiday."
FORM = "Which form do I need for the fishing licence and what does it cost?"
BUS = "The 22 bus never comes on time in the morning. Route 22 is a joke!"
PRAISE = "Thank you so much, the lady at the desk was wonderful with my mom."
OUTAGE = "The site has been down since this morning, I cannot renew anything."
ROAD = "The pothole in front of the arena is eating cars."
IDEA = "You should open on Saturdays for people who work."
ACCESS = "How do I get a copy of everything you hold about me?"

GOOD = [
    (PLAIN, "Thank you for telling us about this. To talk in private, use the message button below this reply."),
    (
        PLAIN,
        "We are sorry to hear this. Everyone deserves courtesy. To tell us more in private, use the message button.",
    ),
    (PLAIN, "Thank you for your comment. We take courtesy seriously and will share your feedback with the team."),
    (PLAIN, "We hear your frustration. The wait has been long this week because of the holiday."),
    (PLAIN, "Sorry about the wait. Mornings are busy; the counter is quieter after two o'clock."),
    (PLAIN, "Thank you for your patience. We answer within two working days, Monday to Friday."),
    (PLAIN, "To protect your privacy, please do not share personal information here, and remove any you posted."),
    (PLAIN, "Never post your file number here. If you have a file with us, write to us in private."),
    (PLAIN, "Please do not post your health card number or your date of birth in a comment."),
    (PLAIN, "For your safety, remove your phone number from this post, then write to us in private."),
    (PLAIN, "We never ask for your card number in public. To talk in private, use the message button."),
    (PLAIN, "Which office was it, and around what time? We would like to speak with the team there."),
    (PLAIN, "If you are waiting for an answer from us, call 1-800-555-0100, Monday to Friday, 8:30 to 4:30."),
    (PLAIN, "We cannot discuss anyone's situation here. Write to us in private and a person will answer."),
    (PLAIN, "We are adding a second clerk at the counter in May. We hope your next visit is smoother."),
    (PLAIN, "Grace, patience and a smile are what we aim for, and we will do better."),
    (PLAIN, "We will mark this down and rose to the challenge slowly; we hope to do better."),
    (PLAIN, "We may be slower this week. Will you let us know in private which office it was?"),
    (
        CHEQUE,
        "Thank you for writing. We cannot speak of anyone's payments in public. Use the message button to write to us.",
    ),
    (
        CHEQUE,
        "Payments for the program go out on the 20th of each month. To ask about your own, write to us in private.",
    ),
    (CHEQUE, "If a cheque is late, call 1-800-555-0100 and have the number on the letter ready."),
    (CHEQUE, "If you have not received a payment by the 25th, please write to us in private."),
    (CHEQUE, "Anyone who is waiting for a cheque can call us at 1-800-555-0100."),
    (CHEQUE, "We know how hard it is to wait. Please write to us in private so that we can help you."),
    (CHEQUE, "Please send us a private message with your full name and file number, not a public comment."),
    (CHEQUE, "Write to us in private. In that message, include your phone number so that we can call."),
    (CHEQUE, "Please send your file number by private message only, never here."),
    (CHEQUE, "Cheques are delayed across the province because of the postal strike; everyone will be paid."),
    (CHEQUE, "Direct deposit is faster than a cheque. To sign up, call 1-800-555-0100."),
    (JULIE, "Thank you for telling us. Your post may show personal information: please delete it."),
    (JULIE, "We are sorry about the wait. To talk in private, use the message button below this reply."),
    (JULIE, "Please delete this post: it shows personal information. Then write to us in private."),
    (JULIE, "Our number is 1-800-555-0100, Monday to Friday from 8:30 a.m. to 4:30 p.m."),
    (JULIE, "For police, fire or ambulance call 911. For help at any hour, call or text 9-8-8."),
    (NGUYEN, "We are sorry that letters are slow. Please write to us in private with the message button."),
    (NGUYEN, "Please remove the address from this post, then write to us in private."),
    (NGUYEN, "Our office is at 1 Harbour Square. The counter opens at 8:30."),
    (WHEN, "Our offices are closed on Monday, May 19, and open again on Tuesday at 8:30."),
    (WHEN, "The office at 1 Harbour Square is open Monday to Friday, 8:30 to 4:30, and Saturday until noon."),
    (WHEN, "We are open from 9 to 5 and closed on Victoria Day. Thank you for your question."),
    (WHEN, "Thank you for your question. Our hours: 8:30 to 16:30, Monday to Friday."),
    (WHEN, "You can call 311 at any time to ask for the hours, or 1-800-555-0100 for us."),
    (WHEN, "We close at noon on December 24 and are back on January 2, 2026."),
    (WHEN, "Visit us at any counter. Bring your card and two pieces of identification."),
    (WHEN, "You can reach us on @servicenord or by phone at 1-800-555-0100."),
    (FORM, "The form is RC-4210 and the fee is $25.50. You can pick one up at any counter."),
    (FORM, "A fishing licence costs $28 for a year. You can buy one at any counter or by phone."),
    (FORM, "To renew your licence, bring the old one and a proof of address to any counter."),
    (FORM, "You will need two pieces of identification and a proof of address."),
    (FORM, "Renew your licence 90 days before it expires; you can do so at any counter."),
    (FORM, "People aged 65 or older pay nothing. Children under 16 do not need one."),
    (FORM, "Seniors 65 and over fish for free. Ask at the counter for form F-12."),
    (FORM, "Keep your licence with you when you fish. You can show a copy on your phone."),
    (FORM, "The licence is free for people 65 years and older; others pay $28."),
    (FORM, "Ask for form 1040B at any counter. The fee of $12 is paid when you hand it in."),
    (BUS, "Route 22 has been late because of the work on the bridge. It ends on June 30."),
    (BUS, "Thank you for letting us know. Which stop and what time was it? We will tell the drivers' team."),
    (BUS, "The 22 runs every 15 minutes from 6 a.m. The next timetable begins on September 2."),
    (BUS, "Call 511 for road conditions, or 311 to report a problem on route 22."),
    (PRAISE, "Thank you for your kind words. They mean a lot to our teams."),
    (PRAISE, "What a kind message! We will share it with the team at the desk."),
    (PRAISE, "Thank you! Your words made our day."),
    (OUTAGE, "The site is back since 10:40. Thank you for letting us know, and sorry for the trouble."),
    (OUTAGE, "There was an error in our system this morning; the site is up again for everybody."),
    (OUTAGE, "We know that online renewal is down. Our team is working on it. Deadlines are extended to June 6."),
    (OUTAGE, "Thank you for the report. Renewals can also be made at any counter until the site is back."),
    (OUTAGE, "The payment page was repaired at noon. If you still see an error, tell us which browser."),
    (ROAD, "Thank you for telling us. Please call 311 with the nearest intersection."),
    (ROAD, "A crew will look at it this week. Roads in front of the arena are on the list for June."),
    (ROAD, "Thanks for the note. You can report potholes to 311, day or night."),
    (IDEA, "Thank you for the idea. Suggestions help us see our services through the eyes of people who use them."),
    (IDEA, "Good idea, thank you. Some offices already open on Saturday mornings in summer."),
    (ACCESS, "If you would like records that we hold, we can help you in private: use the message button."),
    (ACCESS, "Anyone can ask for records. The request is free; we can explain how in private."),
    (ACCESS, "Thank you for asking. An access request is made in writing, and the answer comes within 30 days."),
    (
        "Will you open the rink in May? My son is 7 and asks daily.",
        "The rink opens in May. Children aged 5 to 12 skate free.",
    ),
    ("Rose garden in the park is a mess", "Thank you for telling us. The rose garden will be tended in May."),
    ("Is Service Canada closed on Friday?", "Service Canada offices are closed on Good Friday and open on Monday."),
    ("How long does a passport take?", "A passport takes 10 working days at a passport office, and 20 by mail."),
    ("Can I bring my dog to the counter?", "Service dogs are welcome in all our offices. Other pets are not, sorry!"),
    (
        "Your staff needs training on gender.",
        "Thank you for saying so. Our staff are trained each year, and we keep learning.",
    ),
    ("worst service ever!!!", "We are sorry to hear this. To tell us more in private, use the message button."),
    (
        "I need help with my rent, I will be evicted",
        "Please call 211 now: it is free, at any hour. To write to us in private, use the button.",
    ),
    ("Water in our street is brown again", "Crews are flushing the mains until 4 p.m. Run the cold tap for 5 minutes."),
    ("When is the tax deadline?", "The deadline is April 30. Filing early helps; free clinics run in March."),
    (
        "Do you answer in French?",
        "We can serve you in French or in English, as you like. Nous pouvons répondre en français.",
    ),
    (
        "Nobody answers the phone",
        "Lines are busy from 9 to 11. You can also ask to be called back when you dial 1-800-555-0100.",
    ),
    ("I lost my card, what now", "If your card is lost or stolen, call 1-800-555-0100 at any hour to have it blocked."),
    ("the form is too complicated", "We can help with the form at any counter, or by phone at 1-800-555-0100."),
    ("Any news on the new arena?", "Council decides on June 12 at 7 p.m. The meeting is open to everyone."),
    # of other voices
    (
        "My disability cheque still has not come, third month in a row, please help",
        "That must be stressful, and we want to help. Please use the message button so we can talk in private.",
    ),
    (
        "My disability cheque still has not come, third month in a row, please help",
        "We are sorry to hear that you are waiting. We can't look into anything here, but a person answers private messages.",
    ),
    (
        "My disability cheque still has not come, third month in a row, please help",
        "If your benefits have stopped, please call 1-800-555-0100 or write to us in private. If you are in need tonight, call 211.",
    ),
    (
        "My disability cheque still has not come, third month in a row, please help",
        "We'd like to look into this. Please send us a private message; a person answers within two working days.",
    ),
    (
        "My disability cheque still has not come, third month in a row, please help",
        "Please call us at 1-800-555-0100 so that someone can look at the situation with you.",
    ),
    (
        "My disability cheque still has not come, third month in a row, please help",
        "Disability payments are made on the last working day of the month. Holidays can delay the mail.",
    ),
    (
        "My disability cheque still has not come, third month in a row, please help",
        "A payment that is late can be traced after five business days. Call 1-800-555-0100 and an agent will explain how.",
    ),
    (
        "My disability cheque still has not come, third month in a row, please help",
        "We know that a late payment is hard. To keep your information safe, let us talk in private.",
    ),
    (
        "My disability cheque still has not come, third month in a row, please help",
        "Please don't post any file, claim or card numbers. Message us privately instead.",
    ),
    (
        "My disability cheque still has not come, third month in a row, please help",
        "Many cheques were held up by the strike at the post office. We are sorry for the worry it causes.",
    ),
    (
        "My disability cheque still has not come, third month in a row, please help",
        "Once the strike ends, cheques will be mailed first to those who are waiting longest.",
    ),
    (
        "My disability cheque still has not come, third month in a row, please help",
        "You can ask for direct deposit at any office; the form takes five minutes.",
    ),
    (
        "My disability cheque still has not come, third month in a row, please help",
        "You may be able to get an emergency advance. We can explain how it works in private.",
    ),
    (
        "Three hours in line at your office and then the clerk sent me home. What a joke.",
        "We are sorry for the wait. Tell us in private what happened, and which office it was.",
    ),
    (
        "Three hours in line at your office and then the clerk sent me home. What a joke.",
        "That is not the service we want to give. Could you tell us which office and what time, in a private message?",
    ),
    (
        "Three hours in line at your office and then the clerk sent me home. What a joke.",
        "Thank you for speaking up. Your comments have been passed on to the managers of our offices.",
    ),
    (
        "Three hours in line at your office and then the clerk sent me home. What a joke.",
        "Your feedback was shared with the office team this morning.",
    ),
    (
        "Three hours in line at your office and then the clerk sent me home. What a joke.",
        "We have read your comment and understand why you are upset.",
    ),
    (
        "Three hours in line at your office and then the clerk sent me home. What a joke.",
        "We see that you are frustrated, and we are sorry.",
    ),
    (
        "Three hours in line at your office and then the clerk sent me home. What a joke.",
        "We have received many comments about wait times and are hiring for the summer.",
    ),
    (
        "Three hours in line at your office and then the clerk sent me home. What a joke.",
        "You can book a time online or by phone to skip the line.",
    ),
    (
        "Three hours in line at your office and then the clerk sent me home. What a joke.",
        "Bring your receipts and a photo ID; the wait is shortest on Wednesdays.",
    ),
    (
        "Three hours in line at your office and then the clerk sent me home. What a joke.",
        "Our supervisors are at the counter each morning. Ask for one if something goes wrong.",
    ),
    (
        "Three hours in line at your office and then the clerk sent me home. What a joke.",
        "Have your say: our survey on service runs until October 31.",
    ),
    (
        "Three hours in line at your office and then the clerk sent me home. What a joke.",
        "We appreciate you taking the time to write, and we apologize for the delay you describe.",
    ),
    (
        "is the licence office open on monday?",
        "Yes, licence offices are open Monday from 8:30 to 4:30. Have your old licence with you.",
    ),
    (
        "is the licence office open on monday?",
        "Yes, we are open Monday. If your licence has expired, you can renew it on the spot.",
    ),
    ("is the licence office open on monday?", "Yes. Licence renewals take about 10 minutes; the fee is $75."),
    ("is the licence office open on monday?", "No, Monday is a holiday. Offices reopen Tuesday, July 2."),
    ("is the licence office open on monday?", "Yes! 1 Harbour Square and all other offices are open on Monday."),
    (
        "My name is Grace Kim and your site is down",
        "Thank you for letting us know. The site will be back by noon; sorry for the trouble.",
    ),
    (
        "I am at 55 King Street and my garbage was not picked up",
        "Thank you for telling us. Pick-up is late in several areas today; crews will finish by 8 p.m.",
    ),
    (
        "text me at 514 555 0123 about bus 105",
        "Please delete your number from this post. Bus 105 is on detour until Friday.",
    ),
    (
        "my hydro bill doubled, what gives",
        "Bills are higher this month because the reading covers 45 days instead of 30. Budget plans are available by phone.",
    ),
    (
        "my hydro bill doubled, what gives",
        "Rates went up by 3% on April 1, and the winter was cold. To go over a bill with an agent, call 1-800-555-0100.",
    ),
    (
        "ferry cancelled AGAIN",
        "The 3 p.m. sailing was cancelled because of high winds. The next one leaves at 5:30 p.m., weather permitting.",
    ),
    ("ferry cancelled AGAIN", "Reservations on the cancelled sailing are moved to the next one free of charge."),
    (
        "water smells like chlorine",
        "The water is safe to drink. Chlorine levels were raised after the storm and return to normal by Thursday.",
    ),
    (
        "garbage not picked up on our street",
        "Collection was delayed by the snow. Please leave the bins out; trucks will pass before 6 p.m. tomorrow.",
    ),
    (
        "library fines are ridiculous",
        "Late fees were abolished for children's books last fall. Thank you for your suggestion about the others.",
    ),
    (
        "Your call centre hung up on me twice",
        "We are sorry, that is frustrating. Our lines had a fault this morning that dropped calls; it was fixed at 11.",
    ),
    (
        "Your call centre hung up on me twice",
        "That should not happen. Please try again at 1-800-555-0100, option 2, or write to us in private.",
    ),
    (
        "student aid site error 500",
        "The student aid site had an error from 8 to 10 this morning. Applications started before then were saved.",
    ),
    (
        "student aid site error 500",
        "Thank you for the screenshot; our technicians have found the fault and it will be mended overnight.",
    ),
    ("when do EI payments go out", "Payments are usually issued within two business days of a completed report."),
    (
        "health card renewal takes forever",
        "Renewals take four to six weeks at the moment. An expired card is still accepted until December 31.",
    ),
    (
        "health card renewal takes forever",
        "You can renew a health card by mail, online or at any counter. There is no fee.",
    ),
    ("the clerk was so kind to my dad today", "How lovely, thank you! We will let the team know."),
    (
        "the clerk was so kind to my dad today",
        "Thank you for sharing this with us. It means a great deal to everyone at the counter.",
    ),
    (
        "is the rec centre pool open",
        "The pool is open from 6 a.m. to 9 p.m.; the family swim is at 1 p.m. on Saturdays.",
    ),
    (
        "why was the parking ticket fee raised",
        "Council raised the fee to $60 in January. Anyone who wishes to contest a ticket has 15 days to do so.",
    ),
    (
        "I want to complain about an officer",
        "Anyone can make a complaint to the commissioner, by phone or in writing. We can explain how in private.",
    ),
    (
        "I want to complain about an officer",
        "We take complaints seriously. To make one, write to us in private or call 1-800-555-0100.",
    ),
    (
        "waited on hold 2 hours about my taxes",
        "Waits are longest on Mondays. From 4 to 6 p.m. the line is quieter. We are sorry for the two hours.",
    ),
    (
        "what do I bring for a marriage licence",
        "Both people must come with a piece of government ID, and $130 in cash or by card.",
    ),
    (
        "scammers are texting saying they are you",
        "Thank you for the warning. We never text links or ask for card numbers. Delete the message and tell 1-888-495-8501.",
    ),
    (
        "scammers are texting saying they are you",
        "Never give your SIN or your bank details by text. If in doubt, hang up and call us.",
    ),
    (
        "your website says closed but you were open",
        "Thank you, we have corrected the hours on the page. Sorry for the trip for nothing!",
    ),
    ("please fix the lights on the bridge", "A crew replaced the lights last night. Thanks for reporting it."),
    (
        "please fix the lights on the bridge",
        "We have forwarded this to the bridge authority, which looks after the lights.",
    ),
    (
        "social assistance is a joke, can't live on this",
        "We know that it is hard. Extra help with food or heating exists: call 211, day or night, or write to us in private.",
    ),
    (
        "who do I call about a dead deer on the highway",
        "Call 511 for provincial highways and 311 within the city. Please do not stop on the road.",
    ),
    (
        "is the office wheelchair accessible",
        "Yes, with a ramp on Water Street and a lift inside. If you need an interpreter, tell us two days ahead.",
    ),
    (
        "how do I appeal a decision",
        "A decision can be appealed within 30 days. The form is at any counter; help with it is free.",
    ),
    (
        "how do I appeal a decision",
        "If you disagree with a decision, you may ask for a review. We can send the form if you write to us in private.",
    ),
    ("does my kid need a permit to fish", "Children under 16 fish free with an adult who has a licence."),
    ("your chatbot is useless", "Thank you for telling us. A person answers private messages from Monday to Friday."),
    (
        "I moved, how do I change my address",
        "You can change your address at any counter or by phone at 1-800-555-0100. Please do not post it here.",
    ),
    (
        "lost my status card",
        "A lost card can be replaced in person. Bring two pieces of ID; a temporary one is given on the spot.",
    ),
    (
        "Nobody told us about the road closure",
        "Notices were delivered to every home on May 2, but some were missed, and we are sorry. The road opens again Friday.",
    ),
    (
        "I think your bylaw is unfair",
        "Thank you for your view. Council will hear from residents on June 12; you can speak for five minutes.",
    ),
    (
        "snow plow destroyed my mailbox",
        "That is frustrating, sorry. Damage by plows can be reported to 311 until May 31, with a photo.",
    ),
    (
        "snow plow destroyed my mailbox",
        "Mailboxes are repaired in the spring. To report one, call 311 and say which road it is on.",
    ),
    (
        "my son with autism needs help",
        "There are programs for families. Call 211, or write to us in private and we will go through them with you.",
    ),
    (
        "how much is the bus pass",
        "A monthly pass is $75, and $40 for seniors and students. Cash, debit and credit are accepted.",
    ),
    (
        "I am homeless and your shelter line is busy",
        "The line is busy tonight; keep trying, or go to 1 Harbour Square, where a warming centre is open until 8 a.m.",
    ),
    (
        "Will you please answer your emails",
        "Thank you for the nudge. We had 900 messages after the storm and are answering them in order.",
    ),
    (
        "Mark my words this will end badly",
        "We hope not! Thank you for your comment; it will be read by the planning team.",
    ),
    # of other voices
    (
        "I am Fatima El-Sayed and my daughter Noor (born 2011-09-08) still has no seat on the school bus. 819 555-0176",
        "School bus seats are given out by distance from school. To talk about a seat, please message us privately.",
    ),
    (
        "I am Fatima El-Sayed and my daughter Noor (born 2011-09-08) still has no seat on the school bus. 819 555-0176",
        "Your post shows personal information about a child. Please delete it, then write to us in private.",
    ),
    (
        "I am Fatima El-Sayed and my daughter Noor (born 2011-09-08) still has no seat on the school bus. 819 555-0176",
        "We understand the worry. Routes are being redrawn this week for all schools.",
    ),
    (
        "hey @servicenord it's Dmitri Volkov, 1902 Maple Crescent, Red Deer. parking permit W44-7781 was never mailed",
        "Parking permits are mailed within ten days of purchase. If one has not come, call 1-800-555-0100.",
    ),
    (
        "hey @servicenord it's Dmitri Volkov, 1902 Maple Crescent, Red Deer. parking permit W44-7781 was never mailed",
        "Please remove the address and the number from this post; then send us a private message and we will help.",
    ),
    (
        "hey @servicenord it's Dmitri Volkov, 1902 Maple Crescent, Red Deer. parking permit W44-7781 was never mailed",
        "Permits can also be picked up at 1 Harbour Square, from 8:30 to 4:30.",
    ),
    (
        "three weeks for a birth certificate, are you kidding",
        "Certificates are taking 15 to 20 business days because of high demand. We know that it is long.",
    ),
    (
        "three weeks for a birth certificate, are you kidding",
        "An urgent certificate can be had in 3 days for $35 more. Ask at any counter.",
    ),
    (
        "three weeks for a birth certificate, are you kidding",
        "Not kidding, sadly: demand has doubled since March. We have hired six more people to catch up.",
    ),
    (
        "three weeks for a birth certificate, are you kidding",
        "We apologize for the delays. Orders placed in May are being printed now.",
    ),
    (
        "three weeks for a birth certificate, are you kidding",
        "To ask about an order, call 1-800-555-0100 and have the confirmation number ready.",
    ),
    (
        "three weeks for a birth certificate, are you kidding",
        "We can check on an order by private message only; please do not post the number here.",
    ),
    ("thank you Mark at window 4", "Thank you! We will pass on your kind words to the team at the counter."),
    (
        "how do I get the May rebate",
        "The rebate is paid in May to everyone who filed taxes last year; there is nothing to do.",
    ),
    ("how do I get the May rebate", "Homeowners get it automatically. Renters fill in form HR-2 by June 30."),
    (
        "Rose Blanchet-Hill clinic closed?",
        "The clinic is closed today because of a water leak. It should open tomorrow at 9.",
    ),
    ("is the Bell Street ramp open", "The Bell Street ramp opens again on Monday at 6 a.m."),
    (
        "You lied about the tax",
        "We are sorry that you feel that way. The rate and how it was set are explained in the budget, on page 12.",
    ),
    (
        "my power has been out 6 hours",
        "About 400 homes are without power in the north end. Crews expect to restore it by 9 p.m.",
    ),
    (
        "my power has been out 6 hours",
        "If you depend on medical equipment, call 911 or go to the warming centre at 1 Harbour Square.",
    ),
    (
        "can you waive my late fee",
        "Late fees can be waived in some situations. Please write to us in private to explain yours.",
    ),
    (
        "is there a wait list for daycare",
        "Yes, families can register from pregnancy on. The average wait is nine months.",
    ),
    (
        "What documents do I need for a SIN",
        "You need a birth certificate or an immigration document, and it is free at any Service Canada office.",
    ),
    (
        "still nothing about my complaint",
        "Complaints get an answer within 20 working days. To ask about yours, please write to us in private.",
    ),
    (
        "I'd like to speak to a manager",
        "Of course. Call 1-800-555-0100 and ask for the manager on duty, or send us a private message.",
    ),
    (
        "still waiting on my kid's dental plan thing, 2 months!!",
        "The dental plan covers children under 12. Enrolment takes about six weeks; the phone line is 1-800-555-0100.",
    ),
    (
        "still waiting on my kid's dental plan thing, 2 months!!",
        "Two months is long. Please send us a private message and a person will look into it with you.",
    ),
    (
        "still waiting on my kid's dental plan thing, 2 months!!",
        "Since the plan opened to everyone in May, we have had ten times the usual number of forms. Thank you for bearing with us.",
    ),
    (
        "still waiting on my kid's dental plan thing, 2 months!!",
        "Parents can follow an enrolment by phone at 1-800-555-0100. Please do not post the child's name here.",
    ),
    (
        "still waiting on my kid's dental plan thing, 2 months!!",
        "Once a child is enrolled, the dentist bills the plan directly.",
    ),
    (
        "you people garnished my wages by mistake",
        "That would be serious, and we want to get to the bottom of it. Please call 1-800-555-0100 or message us privately.",
    ),
    (
        "you people garnished my wages by mistake",
        "Garnishments are ordered by a court. If there has been a mistake, the collections office can explain how to have it reviewed.",
    ),
    (
        "you people garnished my wages by mistake",
        "We cannot speak of it here, but we will gladly do so in private: use the message button.",
    ),
    (
        "you people garnished my wages by mistake",
        "Anyone who believes that money was taken by mistake can ask for a review, free of charge.",
    ),
    (
        "the form was changed again",
        "The form was redesigned in March after comments from the public. The old one is accepted until July 31.",
    ),
    ("the form was changed again", "You are right, the form has changed. A guide to the new one is at every counter."),
    ("who decided to close our office", "The decision was made by council on April 3, after three public meetings."),
    (
        "who decided to close our office",
        "The office on Pine Street closed because the lease had ended. The nearest one is at 1 Harbour Square.",
    ),
    ("cheques late again", "The cheques left our plant on Tuesday; with the strike, mail takes up to ten days."),
    ("cheques late again", "The June payments were delayed by a computer fault. All were sent by Wednesday night."),
    ("system down", "The payment system was down from 9 to 11. Nothing was lost and nobody was charged twice."),
    (
        "bus driver skipped our stop",
        "That should not happen. Tell us the route, the stop and the time, and we will speak with the driver.",
    ),
    (
        "bus driver skipped our stop",
        "Sorry that you were left at the stop. Please tell us the route number and the time.",
    ),
    (
        "staff laughed at my accent",
        "We are so sorry that you were treated this way. Everyone is welcome here. Please tell us more in private.",
    ),
    (
        "your new app is confusing",
        "We hear you. The menu will be simpler in the next version, in October. What was hardest to find?",
    ),
    (
        "your new app is confusing",
        "Thanks for trying it! Tell us which phone you use and we will pass it to the designers.",
    ),
    ("need a copy of old bills", "Copies of bills can be printed at any counter. Bring ID and the account number."),
    ("thanks for sorting out the sidewalk", "You're welcome! The crew will be happy to read this."),
    (
        "can I pay at the counter",
        "Yes, by cash, debit or cheque. Bring the bill with you so that the clerk can find the account.",
    ),
    (
        "where is my nearest office",
        "Tell us the name of your town and we will give you the address of the nearest office.",
    ),
    ("where is my nearest office", "Which city are you in? We have offices in twelve of them."),
    # of other voices
    (
        "applied for the heating rebate in Feb, crickets. do better",
        "Rebates usually take eight to ten weeks. To ask about one, call 1-800-555-0100.",
    ),
    (
        "applied for the heating rebate in Feb, crickets. do better",
        "Crickets are not what we want you to hear! Please write to us in private.",
    ),
    (
        "applied for the heating rebate in Feb, crickets. do better",
        "We know that winter is expensive. The rebate program received 40,000 applications and is catching up.",
    ),
    (
        "applied for the heating rebate in Feb, crickets. do better",
        "Applications received by March 31 will be paid by the end of June.",
    ),
    (
        "applied for the heating rebate in Feb, crickets. do better",
        "You can see where an application stands by phone; we cannot look it up here.",
    ),
    (
        "applied for the heating rebate in Feb, crickets. do better",
        "We are doing our best to do better. Thank you for the push.",
    ),
    (
        "applied for the heating rebate in Feb, crickets. do better",
        "Heating help is open until April 30. The form is at any counter.",
    ),
    (
        "applied for the heating rebate in Feb, crickets. do better",
        "Anyone who applied in February should have a letter by mid-May. If not, call us.",
    ),
    (
        "why is my work permit taking 9 months",
        "Work permits are taking nine months at the moment, and we know what that means for families.",
    ),
    (
        "why is my work permit taking 9 months",
        "Anyone can check on a permit by phone at 1-800-555-0100; nothing personal here, please.",
    ),
    (
        "tax refund missing since april @ you",
        "Refunds are issued within two weeks of an electronic return, eight for paper.",
    ),
    (
        "tax refund missing since april @ you",
        "If a refund has not come after eight weeks, call 1-800-555-0100 with last year's return in hand.",
    ),
    ("you towed my car for nothing!!", "Cars in a snow route are towed during a ban. To find a towed car, call 311."),
    ("you towed my car for nothing!!", "We know a tow ruins the day. How to contest one is explained at any counter."),
    (
        "denied again for disability. heartless",
        "We are sorry; that is hard news to get. Please write to us in private so that we can go over what is possible.",
    ),
    ("denied again for disability. heartless", "A decision can be reviewed free of charge within 30 days."),
    (
        "my kids transport to school never got arranged",
        "School transport is arranged by each district. If a child has no seat yet, call 1-800-555-0100.",
    ),
    (
        "water bill of 900$ are you insane",
        "A high bill often comes from a leak. You can test for one with the meter: if it turns with every tap closed, there is a leak.",
    ),
    ("water bill of 900$ are you insane", "Bills went up for everyone in January because of the new plant."),
    (
        "suspended my licence over a clerical error",
        "Errors happen, and we want to mend them fast. Please message us privately.",
    ),
    (
        "mom's pension is 400 short",
        "Pensions are adjusted every July according to income. We can explain the adjustment in private.",
    ),
    (
        "7 years on the housing list",
        "Seven years is far too long. There are 3,200 families on the list and 140 units being built this year.",
    ),
    (
        "lost my vaccine record, clinic says you have it",
        "Vaccine records can be ordered by phone or at a pharmacy. Please do not post your health number here.",
    ),
    # of other voices
    (
        "Your office lost my mother's papers and nobody will own up to it",
        "That is very worrying, and we are sorry. Please write to us in private, or have your mother call 1-800-555-0100.",
    ),
    (
        "Your office lost my mother's papers and nobody will own up to it",
        "Papers left at a counter are scanned and sent back within ten days. If they do not come, call us.",
    ),
    (
        "four phone calls about child benefit, four different answers",
        "Four answers is three too many. We are sorry. Please message us privately and one person will follow it to the end.",
    ),
    (
        "four phone calls about child benefit, four different answers",
        "Child benefit amounts change each July with the family's income. Our agents can explain how it is worked out.",
    ),
    (
        "booked a road test, got there, nobody had my name",
        "We are sorry for the trip for nothing. Please write to us in private so that we can find another date.",
    ),
    (
        "booked a road test, got there, nobody had my name",
        "Road tests can be moved without a fee when the mistake is ours. Call 1-800-555-0100.",
    ),
    (
        "booked a road test, got there, nobody had my name",
        "Testing was stopped at two sites on Monday because of ice. New dates are offered first to those who were there.",
    ),
    (
        "four phone calls about child benefit, four different answers",
        "We trained all agents again last week on the new rules.",
    ),
    (
        "Your office lost my mother's papers and nobody will own up to it",
        "We have asked every office to check its counters tonight.",
    ),
    (
        "booked a road test, got there, nobody had my name",
        "Thank you for telling us. We reviewed how names are checked at the door and will change it.",
    ),
]
GOOD = [(post, HELLO + reply) for post, reply in GOOD]
