"""Names of people, houses, streets and organisations, coined from the parts such names are made of.

A directory that grows keeps meeting new names: some are common and most are rare. They are drawn by Zipf's law, so the
number of different words grows with the text as it does in real text (Heaps' law).
"""

import re
from collections.abc import Iterator, Sequence
from itertools import product
from random import Random
from typing import Final, TypeVar

_Item = TypeVar("_Item")

_LENGTHS: Final = range(4, 14)
_TRIPLE: Final = re.compile(r"(.)\1\1")
INVENTORY: Final = 20_000
"""How many different names there are to draw from."""

# The first and last parts of English place names, which surnames and houses share; of the rest of London's surnames.
_PARTS: Final[tuple[tuple[str, str, str], ...]] = (
    (
        """
        Ac Al Ald Alder Apple Ard Ash Asp Ather Ayl Bad Bal Ban Bar Barn Bart Bas Beck Bed Bel Ben Ber Bex Bick Bil
        Birch Bish Black Blake Bly Bol Bot Brack Brad Bram Brent Bret Bridge Brim Brock Brom Brough Buck Bul Burn Bux
        Cal Cam Can Car Castle Cat Chad Chal Charl Chat Chel Cheri Chester Chil Clap Clay Clif Clough Cob Col Con Cop
        Corn Cot Cran Craw Cren Crock Crom Cros Cul Dag Dal Dan Dar Daw Den Der Dib Dod Don Dor Dray Dud Dun Dur Eal
        East Eck Edge Eg El Elm Em En Ep Esh Ever Ex Fair Fal Far Fen Fern Field Fin Flax Flit Ford Fox Fram Frod Gar
        Gates Gil Glen God Gol Gor Grafs Gran Graves Green Grims Guild Had Hal Ham Han Har Hart Has Hather Haver Haw
        Hazel Heath Hen Her Hex High Hil Hinch Hod Hol Hor Hough Hun Hur Hux Il Ing Ips Kel Kem Ken Ket Kid Kil Kings
        Kirk Knap Kniv Lam Lang Lark Lav Law Led Leigh Len Lever Lin Lit Lock Long Lough Low Lud Lul Lyd Mad Maid Mal
        Man Map Mar Mat Med Mel Mer Mid Mil Mitch Mor Mos Mun Nan Nat Ner New Nor Nun Oak Od Ol Or Os Ot Ox Pad Pan
        Park Pat Peck Pem Pen Per Pick Pin Plum Pol Port Pres Prid Pul Quar Rad Ram Ran Raven Ray Red Ring Rip Rock
        Rod Rom Ros Row Rud Rush Rut Sal San Sax Scar Sed Sel Sev Shaft Shal Shef Shel Shen Ship Shir Sid Skel Slin
        Smal Snow Som South Spar Staf Stain Stan Stap Stock Stone Stour Strat Sud Sul Sun Sut Swan Swin Tad Tan Tar
        Tat Ten Tet Thirl Thorn Thorpe Til Tin Tor Tot Tren Trow Tun Tut Twick Uff Up Wal Wan War Wat Wed Wel Wen Wes
        Wether Whit Wick Wil Win Wind Wol Wood Wor Wrax Wy Yar Yel
        """,
        "",
        """
        bourne bridge brook burgh bury by church cliffe combe cot cott croft dale dean den desley don down field fold
        ford gate grave grove ham hampton hill holm holme hope house hurst ington land ley lock low man marsh mead
        mere mont more ness over pool rick ridge row sett shaw shott side stead sted stock ston stone stow thorpe ton
        tree wade water way well wick wold wood worth yard
        """,
    ),
    (
        """
        Acc All Ard Ash Ather Bar Bas Beck Bedd Bick Bill Bock Bodd Brad Buck Burl Cann Catter Chedd Chill Codd Cover
        Cuck Dall Darl Denn Ding Dodd Donn Dorr Edd Ell Ess Fram Gill Godd Hadd Hard Hast Heck Hedd Hill Hodd Holl
        Hors Hunt Ill Kenn Kett Kidd Kill Knott Lead Leam Leck Lidd Lill Ludd Lull Mann Mell Mess Mull Nedd Nott Orp
        Padd Patt Peck Pett Pick Pudd Ridd Rott Rudd Sann Sedd Shill Sidd Sill Stell Tedd Toll Tott Tudd Waddr Wall
        Wapp Warr Wedd Well Wether Whitt Will Wimm Winn Witt Wokk Woll Worth
        """,
        "",
        """
        ingbourne ingdale ingdon ingfield ingham ingley ingstone ington ingwell ingwood ingworth
        """,
    ),
    (
        """
        Mac Mc O
        """,
        "",
        """
        Alister Allen Arthur Auley Avoy Bride Brien Cabe Callum Carthy Connell Connor Cormack Cullough Dermott Donagh
        Donald Dougall Dowell Elroy Evoy Fadden Farlane Gann Gee Gill Ginty Gowan Grath Gregor Guire Hugh Innes Intosh
        Intyre Kay Keown Kenna Kenzie Kinnon Lachlan Laren Laughlin Lean Leod Loughlin Mahon Manus Millan Nally Namara
        Neill Nulty Pherson Phillips Quade Quillan Rae Rory Shane Sweeney Tavish Vey Vicar Whirter
        """,
    ),
    (
        """
        Ade Adewun Afo Agba Aji Aki Akin Ala Anu Ayo Baba Bami Chi Chuk Chukwu Dami Ebu Egbu Eke Eme Eze Fola Folo Ife
        Ige Ike Ile Iwu Kehin Kola Nna Nwa Obi Odu Ogbo Ogun Oke Oko Ola Olu Oluwa Omo Onwu Ope Osa Oye Ozo Toyo Uche
        Udo Uzo
        """,
        "be de ka",
        """
        bayo biyi bola bowale chi chukwu da dele diran femi fola for gbola gbenga jide jimi kemi kunle lade lola mide
        mola neye niran niyi nwa nye re rinde ro seun sola sun tade tayo tola tosin tunde wale wole wumi wuni yemi
        yinka
        """,
    ),
    (
        """
        Abdul Ahm Akht Al Ali Amin As Az Bash Beg Chau Chow Das Fais Far Gh Hab Haf Hak Ham Has Huss Ibr Im Iq Is Jah
        Jal Jam Kab Kam Kar Khal Mah Mal Man Mas Mir Mol Mus Nad Nas Naz Nur Qad Rah Raj Ras Raz Sad Saf Sal Sam Sar
        Shah Shar Sid Sul Tah Tal Tar Us Wah Yas Zah Zam
        """,
        "am id",
        """
        ad adi af ah ain ak al am an ani ar ari as at awi ed een eem er han i id im in ir ique oor ood sain uddin ul
        um ur wan
        """,
    ),
    (
        """
        Bar Bo Bog Bor Bros Cho Dab Dom Du Fil Gaj Gor Gra Jab Jan Jar Kac Kal Kam Kas Kow Koz Kra Kub Kwi Lew Lis Maj
        Mal Mar Mat Maz Mi Naw Now Ole Or Pat Paw Pio Pro Rog Rut Sad Ser Sob Sok Stan Szy Tom Urb Wal Wasi Wit Wo Woj
        Zaj Zie
        """,
        "al an el in ow",
        """
        aczyk arek czak czyk ecki enko escu ewicz ewska ewski icki icz ik inska inski ka kowski nik ny owicz owska
        owski ska ski slaw wicz yk
        """,
    ),
    (
        """
        Agu Alca Alme Alva Ama Andra Araq Arau Arre Aven Bara Barre Bene Boni Cabre Cald Campo Card Carri Casta Cordo
        Coro Dome Esca Esco Espi Este Fari Fernan Ferre Figue Fons Gali Gonza Guerre Gutie Here Herre Igle Jimen Labra
        Lace Lope Mace Malda Marti Mede Mende Mira Monte More Nogue Oliv Orte Pache Pala Pere Pinhe Quinte Rami Rebe
        Ribe Rodri Roma Salda Salva Samp Santa Sequei Silve Soare Tava Teixe Torre Valde Vare Velas Ville Zamo
        """,
        "",
        """
        da das des dez do dor gas ga gues guez la lo los ma mos na no nes nha nho nte que ra ral ras res ro ros sa so
        ta tes va ves vez xo za zar zo
        """,
    ),
    (
        """
        Asa Boa Bon Boa Dar Don Fri Kof Kwa Kwe Man Men Nkru Nsi Op Osei Owu Qua Sar Tete Yea Abdi Ais Ash Dah Far Gue
        Hir Jib Mo Mu Nuu Said Sham War Yus Kir Oz Yil Dem Kay Cel Ars Ak Er Tek Gun
        """,
        "a en i",
        """
        ah an ante aye bo boah dan der di dir dogan dur fo gu gul han ho kan koglu kum lan le lu mir ne ni nor oglu
        pong r ran shi ta tay tey ti tir wa war ye ze
        """,
    ),
)

_FIRST_NAMES: Final = """
    Ada Agnes Albert Alfred Alice Amara Amina Anne Annie Arthur Audrey Beatrice Bernard Bessie Blessing Carmen Cecil
    Charlotte Claudia Daisy Dorothy Edith Edward Eleanor Elsie Emily Ernest Esther Ethel Evelyn Fatima Florence
    Frances Frederick George Gertrude Grace Hannah Harold Harriet Hector Helen Henry Herbert Hilda Ida Isaac Ivy James
    Jessie Joan John Joseph Josephine Kath Kofi Laura Leah Lilian Louisa Lucy Mabel Maria Marie Martha Mary Maud Mavis
    Mercy Mildred Miriam Muriel Nadia Nell Nora Octavia Olaudah Olive Oscar Pearl Percy Philip Phyllis Priya Rachel
    Ralph Rita Robert Rosa Rose Ruby Ruth Samuel Sarah Sidney Sofia Stella Stephen Susan Sylvia Theresa Thomas Tom
    Ursula Vera Victor Violet Walter Wilfred William Winifred Yusuf Zainab
    """
FIRST_NAMES: Final = tuple(_FIRST_NAMES.split())

_SAINTS: Final = """
    Agatha Agnes Alban Alphege Andrew Anne Anselm Anthony Augustine Barnabas Bartholomew Bede Benedict Bernard
    Boniface Catherine Cecilia Chad Christopher Clement Columba Cuthbert Cyprian David Dominic Dunstan Edmund
    Elizabeth Ethelburga Faith Francis Gabriel George Gregory Helen Hilda Hugh Ignatius James Jerome John Joseph Jude
    Katharine Lawrence Leonard Luke Margaret Mark Martin Mary Matthew Matthias Michael Mildred Nicholas Oswald Patrick
    Paul Peter Philip Saviour Silas Simon Stephen Swithun Thomas Timothy Wilfrid Winifred
    """
SAINTS: Final = tuple(_SAINTS.split())


def zipf(items: Sequence[_Item], rng: Random, level: int = 1) -> _Item:
    """One of the items, the one at rank r with a chance that falls as 1/(r + level).

    The first ``level`` are drawn about equally often (Mandelbrot's form of Zipf's law).
    """
    low = level - 0.5
    return items[int(low * ((len(items) + low) / low) ** rng.random() - low)]


def common(items: Sequence[str], rng: Random) -> str:
    """A name, none of them very common: of surnames the first has some half a percent."""
    return zipf(items, rng, 30)


def inventory(rng: Random, size: int = INVENTORY) -> tuple[str, ...]:
    """So many different coined names, commonest first; names of two parts tend to come before names of three."""
    ranks = {name: rng.random() * parts**2 for name, parts in _coined()}
    if len(ranks) < size:
        raise ValueError(f"only {len(ranks)} names can be coined")
    return tuple(sorted(ranks, key=ranks.__getitem__)[:size])


def _coined() -> Iterator[tuple[str, int]]:
    """Every name the parts give with how many parts it has, but no very short or long one and no "lll"."""
    for firsts, middles, lasts in _PARTS:
        for first, middle, last in product(firsts.split(), ["", *middles.split()], lasts.split()):
            name = f"{first}{middle}{last}"
            if len(name) in _LENGTHS and not _TRIPLE.search(name):
                yield name, 3 if middle else 2
