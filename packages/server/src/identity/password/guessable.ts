/**
 * Passwords that guessing lists begin with, folded to lower case, those of eight characters and more plus stems that
 * become long enough only by digits at their end (`rules.ts` takes those off before it looks here).
 */
export const commonPasswords: ReadonlySet<string> = new Set(
  `
  password passwort motdepasse contraseña contrasena wachtwoord lozinka parola senha heslo haslo salasana kennwort
  passw0rd p@ssword p@ssw0rd pa$$word pa55word passwords mypassword newpassword password1a adminadmin administrator
  admin admin123admin root rootroot toor guest guestguest user useruser test testtest testing default changeme
  changeit letmein letmein1 welcome welcome1 willkommen bienvenue benvenuto welkom hello helloworld hallo hallowelt
  login logmein access access14 master masterkey secret secretsecret topsecret geheim trustno1 trustnoone
  qwerty qwertyui qwertyuiop qwertyqwerty qwerty123qwerty qwertz qwertzui qwertzuiop azerty azertyui azertyuiop
  asdfghjk asdfghjkl asdfasdf asdf asdfgh zxcvbnm zxcvbnmm zxcvbn qazwsxedc qazwsx 1qaz2wsx 1qaz2wsx3edc 1q2w3e4r
  1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4 q1w2e3r4t5 qweasdzxc qweasd qwe123qwe zaq12wsx !qaz2wsx 1qazxsw2 zaq1xsw2
  12345678 123456789 1234567890 0123456789 0987654321 987654321 87654321 123123123 12341234 11223344 112233445566
  123454321 12344321 1234qwer qwer1234 abcd1234 abc12345 a1b2c3d4 aa123456 a123456789 123456789a 12345678a 123qweasd
  123abc456 147258369 159357456 159753456 741852963 789456123 135792468 102030405060 13579246810 010203040506
  31415926 3141592653 27182818 00000000 11111111 88888888 99999999 12121212 10101010 20202020 69696969
  iloveyou iloveyou2 iloveu ilovegod iloveme loveyou lovelove lovely loveme forever whatever sunshine sunflower
  princess princesa prinzessin princesse butterfly schatz schatzi liebling cherie tesoro amorcito teamo mihijo
  football fussball futbol baseball basketball hockey soccer volleyball swimming liverpool arsenal chelsea
  manchester barcelona realmadrid juventus bayern bayernmunchen galatasaray fenerbahce besiktas schalke04 dortmund
  superman batman spiderman ironman starwars startrek pokemon pikachu nintendo playstation xboxlive minecraft
  fortnite counterstrike dragon dragonball naruto matrix mustang ferrari porsche mercedes corvette harley yamaha
  michael michelle jennifer jessica ashley daniel danielle charlie charlotte andrew anthony matthew nicholas
  alexander alexandra benjamin samantha stephanie elizabeth victoria isabella sebastian maximilian christian
  christopher jonathan jordan jordan23 joshua thomas william robert patrick vanessa melissa nicole sabrina
  computer computers internet microsoft windows google facebook instagram linkedin samsung apple iphone android
  library librarian bibliothek bibliotheque biblioteca summer summertime sommer winter wintertime spring frühling
  fruhling autumn herbst january february october november december monday friday sunday freitag montag
  london newyork paris berlin hamburg munich munchen amsterdam madrid california america australia deutschland
  germany france espana canada blessed jesus jesuschrist christ godisgood heaven freedom liberty peaceful
  monkey donkey tigger tiger lion elephant dolphin dolphins pumpkin cookie cookies chocolate banana cheese pepper
  ginger snoopy garfield buster bailey shadow midnight thunder phoenix diamond crystal silver golden rainbow purple
  orange yellow flower flowers blossom summer2024 summer2025 summer2026 winter2024 winter2025 winter2026
  business company company1 office finance manager security securepassword correcthorsebatterystaple opensesame
  abcdefgh abcdefghi abcdefghij abcdefg abcabcabc abcd abcde zzzzzzzz computer1 server database oracle postgres
  rondo rondorondo workspace project projects process processes planner scheduler
  `
    .split(/\s+/)
    .filter((word) => word.length > 0),
);
