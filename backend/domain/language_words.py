"""Words by which languages in Latin letters are told apart, as `fold` leaves them.

`COMMON` are a language's small words; `HOTEL` what guests write about.
"""

COMMON = {
    "en": "a the is are what when where how can you please hello hi thank thanks my we have our"
    " your there do does i'm and with for it this that not good at to of in room would like could i"
    " me if or be was will any some get need want no yes on from by about until still already"
    " yet dont don't didn't should has had been just also one two more less again here very"
    " much so us they them he she someone anyone something who why which sorry dear morning"
    " tonight today tomorrow evening later early earlier possible chance",
    "de": "der die das ist sind was wann wo wie kann konnen ich sie bitte hallo danke mein wir"
    " haben unser es gibt und mit fur nicht ein eine guten im am zu auf zimmer von bis uhr ihr"
    " gibts hab habe hat haette hatte koennen koennten konnten wollen mochten mochte moechte"
    " gern gerne noch schon erst auch oder aber wenn kein keine einen einem den dem des uns"
    " euch mir mich war wird werden sehr alles heute morgen abend fruh fruher spat spater geht"
    " gehen um gegen bei nach aus vor uber ohne nur mal doch ja nein entschuldigung moin"
    " servus tschuss",
    "fr": "a le la les est sont quel quelle quand ou comment puis je vous bonjour merci mon ma nous"
    " avons notre il y et avec pour pas un une des au du chambre dans est-ce votre avez s'il"
    " on peut peux c'est j'ai d'eau qu'il ca cela ce cette ces mes sur sans plus moins tres"
    " bien aussi encore deja vers chez par ete etre avoir fait faire ici tot tard demain"
    " aujourd'hui soir matin svp bjr bcp oui non pourrait pouvez voudrais veux vos leur elle"
    " ils ne que qui quoi l'on bonsoir salut possible j'arrive l'hotel j'aimerais quelqu'un",
    "es": "a el la los las es son que cual cuando donde como puedo usted hola gracias mi nosotros"
    " tenemos hay y con para no un una del al habitacion en por favor esta buenos su tienen"
    " podemos pueden puede quiero queremos queria quisiera necesito necesitamos somos estoy"
    " estamos soy tengo tiene nos me le les lo ya muy mas menos pero tambien porque si o sin"
    " sobre hasta desde antes despues tarde temprano manana hoy noche dias buenas dia porfa"
    " algo alguien se fue era ser estar llego llegamos vale listo aqui cuanto cuesta mucho"
    " muchas otra otro",
    "it": "a il lo la gli e sono che quale quando dove come posso lei ciao grazie mio noi abbiamo"
    " c'e ed con per non un una del al camera in favore buongiorno vostro avete nella della"
    " possiamo potete puo vorrei vorremmo siamo siete ci mi vi si ho hai ha anche gia piu meno"
    " molto bene va vanno fare avere essere alle dalle delle degli dei alla dal nel sul sulla"
    " questo questa quanto tardi presto prima dopo domani oggi sera mattina verso qualcuno"
    " qualcosa niente nessuno scusi salve dov'e cos'e qual l'aria l'hotel arriviamo arrivo",
    "pt": "o a os as e sao que qual quando onde como posso voce ola obrigado obrigada meu nos temos"
    " ha com para nao um uma do da ao quarto em por favor bom dia seu tem voces podemos podem"
    " pode quero queremos queria gostaria preciso precisamos somos estou estamos sou tenho ja"
    " muito mais menos mas tambem porque se ou sem sobre ate desde antes depois tarde cedo"
    " amanha hoje noite boa oi ta pra pro pela pelas pelo na no nas isso esta este aqui quanto"
    " custa aonde fica ser estar esqueci chego chegamos mesmo algum alguem outra outro",
    "nl": "de het een is zijn wat wanneer waar hoe kan ik u jullie alstublieft hallo bedankt mijn"
    " wij we hebben ons er en met voor niet goed kamer op te van tot uur uw kunnen kunt mogen"
    " mag wil willen zou graag nog al ook maar als of om bij naar uit aan over door geen dit"
    " dat deze die was waren wordt worden heeft heb had je jij jou hij zij ze heel erg veel"
    " meer minder laat later vroeg vroeger eerder morgen vandaag avond goedemorgen hoi dank"
    " prima oke rond iemand iets niemand niets doet komen kom zeer",
    "pl": "jest sa co kiedy gdzie jak czy moge prosze dzien dobry dziekuje moj my mamy nasz i z dla"
    " nie pokoj w na do od o pan pani macie mozemy mozna moze chce chcemy chcialbym chcialabym"
    " potrzebuje potrzebujemy jestem jestesmy mam ma juz jeszcze tylko tez ale bo jesli lub"
    " bez po przed okolo pozno pozniej wczesnie wczesniej jutro dzis dzisiaj rano wieczor"
    " wieczorem bardzo dobrze super tak ktorej ktora ktory jaki jaka jakie ile to ten ta te tu"
    " tam nas nam was wam mi mnie sie byl byla",
    "tr": "bir ve ne zaman nerede nasil mi mu lutfen merhaba tesekkurler tesekkur benim biz var"
    " bizim ile icin degil oda da de bu saat kac yok evet hayir tamam cok daha az en ama veya"
    " gibi kadar sonra once gec erken yarin bugun aksam sabah gunaydin selam ben sen siz onlar"
    " o su olur olmaz misiniz musunuz miyiz muyuz misin eder ederim istiyorum istiyoruz"
    " geliyorum gelecegiz acik kapali kacta neydi nedir hangi",
}

HOTEL = {
    "en": "breakfast dinner lunch checkout check-out check-in towel towels iron parking park wifi"
    " password code pw shower water hot cold key card work works working broken pool gym spa"
    " airport taxi flight address charger left luggage bed bathroom window door floor lift"
    " view quiet noise dog dogs baby adults upgrade price cost free pay reservation booking"
    " book guest arriving arrive arrival leaving leave late night stay reception ac heating"
    " light clean open close closed nearest far station thx pls perfect great help bring send"
    " order food restaurant",
    "de": "fruehstuck fruhstuck fruehstueck abendessen mittagessen auschecken einchecken handtuch"
    " handtucher handtuecher bugeleisen buegeleisen parken parkplatz parkhaus passwort dusche"
    " wasser warm warmes kalt schlussel karte funktioniert kaputt defekt schwimmbad sauna"
    " fitnessraum flughafen flug adresse ladekabel ladegerat vergessen gepack bett badezimmer"
    " fenster tur aufzug aussicht ruhig laut larm hund hunde erwachsene kind kostet kosten"
    " preis kostenlos zahlen reservierung buchung anreise abreise ankommen anreisen abreisen"
    " nacht aufenthalt rezeption klimaanlage heizung licht sauber offen geoffnet geschlossen"
    " weit bahnhof moglich moeglich erlaubt klar passt geldautomat nachste naechste verspatung"
    " bestellen essen",
    "fr": "petit dejeuner diner repas depart partir arriver arrivee serviette serviettes fer"
    " repasser parking payant gratuit mot passe code douche eau chaude froide cle carte marche"
    " fonctionne cassee panne piscine salle sport aeroport avion vol adresse chargeur oublie"
    " bagage bagages lit bain fenetre porte etage ascenseur vue calme bruit chien chiens bebe"
    " adultes enfant prix coute payer reservation reserver nuit sejour reception clim"
    " climatisation chauffage lumiere propre ouvert ouverte ferme fermee loin gare accepte"
    " acceptes parfait d'accord distributeur taxi retard navette drap oreiller super",
    "es": "desayuno cena comida salida salir llegar llegada toalla toallas plancha planchar"
    " aparcamiento estacionamiento parking gratis pagar paga clave contrasena ducha agua"
    " caliente fria llave tarjeta funciona roto rota piscina alberca gimnasio aeropuerto vuelo"
    " direccion cargador olvide maleta equipaje cama bano ventana puerta piso ascensor vista"
    " tranquilo ruido perro perros bebe adultos nino precio cuesta reserva noche estancia"
    " recepcion aire luz limpio abierto abierta abre abrio cerrado cierra lejos estacion"
    " aceptan perfecto cajero taxi cuarto traer traigan almohada pedir comer desayunar"
    " mascotas",
    "it": "colazione cena pranzo partenza uscire partire arrivare asciugamano asciugamani ferro"
    " stiro parcheggio gratuito paga pagare password doccia acqua calda fredda chiave tessera"
    " carta funziona rotto rotta piscina palestra aeroporto volo indirizzo caricatore"
    " dimenticato valigia bagagli letto bagno finestra porta piano ascensore vista tranquillo"
    " rumore cane cani bambino adulti prezzo costa prenotazione prenotare notte soggiorno"
    " reception aria condizionata luce pulito aperta aperto chiuso apre chiude lontano"
    " stazione accettate accettano perfetto bancomat taxi portate portare cuscino stanza dista",
    "pt": "cafe manha jantar almoco saida sair chegar chegada toalha toalhas ferro passar"
    " estacionamento gratis pago pagar senha chuveiro agua quente fria chave cartao funciona"
    " quebrado piscina academia ginasio aeroporto voo endereco carregador mala bagagem cama"
    " banheiro janela porta andar elevador vista barulho cachorro cachorros caes bebe adultos"
    " crianca preco reserva noite estadia recepcao ar condicionado luz limpo aberta aberto"
    " abre abriu fechado longe estacao aceita aceitam perfeito caixa eletronico taxi trazer"
    " travesseiro combinado bom pequeno-almoco",
    "nl": "ontbijt diner avondeten uitchecken inchecken aankomen aankomst vertrek handdoek"
    " handdoeken strijkijzer parkeren gratis betalen wachtwoord douche water warm koud sleutel"
    " pasje kaart werkt kapot zwembad sportschool fitness vliegveld vlucht adres oplader"
    " vergeten bagage bed badkamer raam deur verdieping lift uitzicht rustig lawaai hond"
    " honden kind volwassenen prijs kost kosten reservering boeking nacht verblijf receptie"
    " airco verwarming licht schoon open gesloten dicht ver station pinautomaat taxi brengen"
    " kussen dichtstbijzijnde",
    "pl": "sniadanie kolacja obiad wyjazd wyjechac wymeldowac zameldowac przyjazd przyjezdzam"
    " przyjedziemy recznik reczniki zelazko parking platny darmowy zaplacic haslo prysznic"
    " woda wody ciepla cieplej zimna klucz karta dziala zepsuty basen silownia lotnisko lotu"
    " lot adres ladowarka ladowarki zapomnialem walizka bagaz lozko lazienka okno drzwi pietro"
    " winda widok cicho halas pies psem dziecko osoby doroslych cena kosztuje rezerwacja noc"
    " pobyt recepcja klimatyzacja ogrzewanie swiatlo czysty otwarty otwarte zamkniety daleko"
    " dworzec bankomat taksowka poduszka zjesc przyniesc",
    "tr": "kahvalti kahvaltı yemek aksam cikis cikisi giris yapabilir yapabiliriz havlu utu otopark"
    " ucretli ucretsiz sifre sifresi dus su sicak soguk anahtar kart kartim calismiyor"
    " calisiyor bozuk havuz spor salonu havaalani havalimani ucus adres sarj aletimi unuttum"
    " bavul bagaj yatak banyo pencere kapi kat asansor manzara sessiz gurultu kopek bebek"
    " cocuk yetiskin kisi fiyat rezervasyon gece konaklama resepsiyon klima isitma isik temiz"
    " acilmiyor acmiyor uzak yakin istasyon taksi getirir getirebilir yastik gorusuruz"
    " numarali odada odamiz kabul",
}
