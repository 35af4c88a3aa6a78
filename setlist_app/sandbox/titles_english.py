"""Invented song titles in English, by mood."""

from __future__ import annotations

from setlist_app.sandbox.titles import bank

INDIE = bank(
    """Night Bus Philosophy|The Lift Is Out of Order|Someone Else's Raincoat|Half a Map|Sunday Is a Rumour
    Tuesday's Understudy|Don't Water the Plastic Plants|Cinema Three|Loose Change Choir
    You Left the Kettle On|Ceiling Fan Confessional|Polite Applause|Borrowed Weather
    Postcards to the Landlord|The Quiet Carriage|I Owe You a Window|Spare Key
    All My Friends Are Cartographers|Lost Property Waltz|Please Mind the Gaps|Corner Shop Astronomer
    A Brief History of Leaving|Good Morning, Wrong Number|Pavement Chalk|Emergency Biscuits|Library Voice
    The Understairs Cupboard|We Never Liked That Lamp|Umbrella Season""",
    """Paper Boats|Slow Trains|Second-Hand Suns|Wet Cement|Long Shadows|Old Keys|Bus Shelters|Cardboard Crowns
    Empty Pools|Small Fires|Kitchen Radios|Loud Clocks|Green Doors|Tin Whistles|Bicycle Bells|Folding Chairs
    Attic Windows|Streetlamps|Cold Teacups|Ferry Lights|Dented Trophies|Vending Machines|Broken Parasols
    Window Seats""",
    """in the Rain|for Beginners|at the End of March|on Loan|and Other Excuses|after Closing Time
    in Slow Motion|without Instructions|for My Brother|under the Flyover|by the Reservoir|from a Moving Car
    on the Wrong Side of the River|at Half Price|before the Storm|in Alphabetical Order|for Two Voices
    against the Window|at Walking Pace|out of Season|on the Night Boat|with the Sound Off""",
)

HEAVY = bank(
    """Crown of Static|The Furnace Remembers|Ash Choir|Iron Lullaby|Bury the Horizon|Monolith of Teeth
    A Feast for Gravediggers|Picnic at the Gallows|Black Thermos|Sandwiches of Doom|Basilica of Flies
    Wormlight|Throne of Wet Leaves|Cathedral Undertow|Oath of the Last Lamp|Serpent Weather|Granite Mother
    The Tithe|Vultures Keep Office Hours|Nine Bells Under""",
    """Hymn|March|Ritual|Procession|Litany|Siege|Curse|Vigil|Requiem|Harvest|Exile|Covenant|Dirge|Verdict
    Gospel|Burden""",
    """of the Hollow King|for a Drowned Bell|beneath the Salt|of Nine Rivers|without Mercy|for the Unlit
    of Rust and Honey|at the Black Gate|of the Long Winter|under Dead Stars|for No Saint|of Smoke
    in Broken Glass|of the Deep Quarry|before Dawn""",
)

COUNTRY = bank(
    """Truck Stop Constellations|My Dog Votes Left of Town|Two Left Boots|Whiskey Doesn't Text Back
    Gravel Road Diploma|Tin Roof Sermon|Barbed Wire Valentine|Bless This Parking Lot
    Cactus in the Wedding Photo|Last Payphone in Nevada|Mama's Casserole Alibi|Saddle Up the Sofa
    Porch Light Policy|Half Past Lonesome|Diesel and Daisies|Pecan Pie Apology|Rodeo Accountant
    The Bridge We Never Finished""",
    """Red Dust|Slow Dancing|Cheap Perfume|Broken Fences|Long Division|Sweet Tea|Honest Trouble|Borrowed Horses
    Rusty Hinges|Front Porch Talk|Sunday Clothes|Empty Mailboxes|Screen Doors|County Roads|Neon Crosses
    Feed Store Roses""",
    """on a Tuesday Night|down in Bell County|since You Sold the Farm|outside Amarillo|for the Road
    in My Father's Coat|all the Way Home|past the County Line|before the Harvest|and a Full Tank
    in the Rearview|without Your Name on It|till the Rain Comes|at the Drive-In""",
)

BEATS = bank(
    """Top Deck|Ends Meet|Chip Shop Chandelier|Oyster Card Millionaire|Lift Music|Wrong Postcode|No Ball Games
    Council Tax Flow|Nightshift Royalty|Receipts|Loading Bay|Contactless|Auntie's Curtains|Window Cleaner
    Quiet Carriage Freestyle|Two Bags of Ice|Meter Running|Corner Office|Off-Peak Return|Plastic Chairs
    Zebra Crossing|Low Battery|Voice Notes|Deadstock|Estate Map""",
    """Back Row|Big Coat|Cold Chips|Fast Lane|Gold Lift|Spare Room|Loud Silence|Long Queue|New Shoes|Hot Laptop
    Top Floor|Blue Tick|Slow Wi-Fi|Last Train""",
    """Talk|Money|Season|Theory|Anthem|Diaries|Etiquette|Politics|Love|Economics|Business|Manners""",
)

MACHINE = bank(
    """Carousel Nine|Lost Luggage Carousel|Gate Closing|Aisle Light|Delayed Indefinitely|Oxygen Mask
    Transit Lounge|Duty Free|Jet Bridge|Red-Eye|Sodium Vapour|Modem Hymn|Ghost Escalator|Pager|Screensaver
    Tape Hiss Cathedral|Vector Sunrise|Marble Arcade|Insert Coin|Continue in Ten|Night Desk|Analogue Weather
    Subpixel|Warm Boot|Neon Cloister""",
    """Static|Glass|Copper|Velvet|Mercury|Phantom|Polar|Lunar|Silicon|Amber|Chrome|Signal|Parallel|Infra|Hollow
    Liquid""",
    """Corridor|Terminal|Garden|Engine|Horizon|Memory|Lagoon|Protocol|Cinema|Tide|Avenue|Motion|Satellite|Exit
    Mirage""",
)

SOUL = bank(
    """Honey on the Receipt|Say It Like Sunday|Slow Sugar|Call Me by the Long Name|Second Helping
    Velvet Overtime|Mirror Told Me|Grown and Gone|Tender Is the Landlord|Plum Season|Your Hoodie, My Rules
    Good Crying|Marigold|Soft Launch|Butter Wouldn't|Kiss and Explain|Late Checkout|Mostly Fine
    Cassette Heart|Side B Baby|Rewind Me|Lipstick Weather|Name in Lights, Eventually|Auntie Knows""",
    """Sweet Talk|Gold Dust|Blue Velvet Rain|Easy Love|Warm Hands|Big Feelings|Summer Skin|Late Light
    Slow Dance|Wild Honey|Perfect Timing|Loose Pearls|Bad Poetry|Silk Sheets|Open Doors|Cherry Cola""",
    """after Midnight|for the Weekend|in My Kitchen|on Repeat|like a Promise|till Monday|under the Table
    in Stereo|without the Drama|all Over Again|from the Balcony|when You Call|on the Dance Floor
    in the Passenger Seat""",
)

FOLK = bank(
    """The Ferryman's Overdraft|Kettle on the Hill|Three Crows and a Bicycle|The Turf Cutter's Radio
    Salt for the Bride|Hare on the Runway|Bramble Jelly|The Night the Well Sang|Lay the Table, Mary
    Tinker's Almanac|Cold Oats|Moss Is Patient|The Blackbird's Tenancy|Rain Over Ballynowhere
    Old Coat, New Ghost|Bread and Weather|The Miller Owes Me|Peat Smoke|The Copper Lane|Wool and Wire""",
    """The Maid|The Weaver|The Lighthouse Keeper|The Drover|The Ploughboy|The Widow|The Tailor|The Fiddler
    The Shepherd|The Beekeeper|The Smuggler|The Boatman|The Clockmaker|The Weathercock""",
    """of Carrow Hill|and the Tide|on the Old Canal|by Lantern Light|of Nettle Row|at the Crossroads
    and the Hungry Sea|of Seven Gates|in the Barley|and the Magpie|beyond the Weir|of Thistledown Moor
    under the Hawthorn""",
)

PUNK = bank(
    """Complaint Form|Your Call Is Important|No Refunds|Thank You for Holding|Excuse Me While I Riot
    Passive Aggressive|Cancel My Subscription|Terms and Conditions|Manager, Please|Queue Jumper
    Sorry Not Soggy|Ban the Bunting|Landlord Special|Beige Alert|Mind Your Own Biscuit|Bin Day
    Sternly Worded Letter|Yours Sincerely|Neighbourhood Watch Me|Committee of One""",
    """I Hate|Stop the|Who Stole the|Bring Back the|Long Live the|Nobody Wants the|Down with the|Smash the
    Kindly Remove the|Three Cheers for the""",
    """Photocopier|Hand Dryers|Car Park|Suggestion Box|Weekend|Dress Code|Bypass|Group Chat|Small Print
    Leaf Blower|Open-Plan Office|Self-Checkout""",
)

JAZZ = bank(
    """Blues for an Absent Pianist|Left Moon Rising|Two Left Moons|Eleven at Eleven|The Waiter Knows
    Checkered Napkin|Oblique Street|Mister Umlaut|Ballad of the Spare Tyre|Minor Inconvenience
    Waltz for Brenda's Parking Space|Chord Nobody Asked For|Brushes on Tuesday|Sub-Basement
    Nocturne in Progress|Five for Lunch|Unmade Beds|Tram Number Six""",
    """Blues|Ballad|Waltz|Bolero|Nocturne|Samba|Prelude|Rumba|Étude|Lullaby|Serenade|Stomp""",
    """for a Left-Handed Baker|in Search of a Key|for Nobody's Cousin|at the Laundromat|for Hats|in Seven
    without a Bridge|for the Night Clerk|on a Broken Reed|for Rainy Pavements|at Quarter to Three
    for Uncle Leopold""",
)

SMALL = bank(
    """The Moon Is a Biscuit|Brush Your Trombone|Nine Sleepy Otters|Dinosaur at the Dentist|Puddle Parade
    My Sock Is Lost Again|Counting Snails|The Wobbly Tooth Waltz|Hello, Mister Pigeon
    Don't Tickle the Teacher|Porridge Volcano|Bedtime for Robots|A Giraffe in the Lift""",
    """The Elephant|A Penguin|My Grandma|The Postman|A Hedgehog|The Dragon|A Very Small Whale|Captain Crumb
    The Snail""",
    """Learns to Swim|Goes to the Moon|Can't Find the Spoon|Rides the Bus|Wants a Pancake|Plays the Drums
    Is Too Loud|Builds a Den|Says Goodnight""",
)

CLASSICAL = bank(
    """Prelude to a Cancelled Train|Four Seasons in One Afternoon|The Unanswered Doorbell|Fugue for Two Kettles
    Requiem for a Houseplant|Ode to Joan|Scherzo with Dog|Intermezzo: Cough|Overture No Thanks
    Moto Perpetuo, Briefly""",
    """String Quartet No. 1|String Quartet No. 2|String Quartet No. 3|String Quartet No. 4|String Quartet No. 5
    String Quartet No. 6""",
    """: Allegro, If You Insist|: Andante with Umbrella|: Scherzo in Slippers|: Adagio for the Back Row
    : Finale, Eventually""",
    joint="",
)
