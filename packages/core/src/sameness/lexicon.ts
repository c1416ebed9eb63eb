/**
 * Ordinary words of office work, a concept to a line: English, then German, French, Spanish. It lets a German and an
 * English board of the same work be seen as the same work. Words that are not here are compared by their letters.
 */
const concepts = `
account accounts konto konten zugang benutzerkonto compte comptes cuenta cuentas
accept accepted acceptance annehmen annahme abnahme abnehmen accepter acceptation aceptar aceptación
address adresse anschrift dirección domicilio
agree agreement vereinbarung vereinbaren accord convenir acuerdo acordar
agenda tagesordnung ordre orden
analyse analyze analysis analysieren auswerten auswertung analyser analizar análisis
announce announcement ankündigen ankündigung bekanntgeben annoncer annonce anunciar anuncio
answer reply respond response antworten antwort beantworten répondre réponse responder respuesta
applicant candidate bewerber kandidat candidat candidato
application bewerbung candidature solicitud
appointment termin rendez cita
approve approval approved sign-off genehmigen genehmigung freigeben freigabe bewilligen approuver approbation aprobar aprobación
archive archived archivieren ablegen ablage archiver archivage archivar archivo
arrange organise organize organisieren organiser organizar
article artikel beitrag articulo artículo
ask anfragen fragen demander preguntar
assess assessment evaluate evaluation bewerten bewertung beurteilen évaluer évaluation evaluar evaluación
assign assigned allocate zuweisen zuteilen zuordnen affecter attribuer assigner asignar
audience zielgruppe publikum public audiencia
author autor verfasser auteur
badge card ausweis schild karte badge tarjeta
bank banque banco
benefit benefits leistungen avantages beneficios
book booking reserve reservation buchen buchung reservieren réserver réservation reservar reserva
brief briefing kurzbeschreibung
budget haushalt presupuesto
build construct bauen errichten construire construir
building gebäude bâtiment edificio
calculate berechnen berechnung kalkulieren calculer calcular
call phone anrufen anruf telefonieren appeler appel llamar llamada
campaign kampagne campagne campaña
cancel cancellation stornieren absagen annuler annulation cancelar anular
case fall vorgang dossier caso expediente
catalogue catalog katalog katalogisieren cataloguer catalogar catálogo
check checks verify verification validate validation inspect inspection examine control prüfen überprüfen prüfung überprüfung kontrollieren kontrolle nachprüfen vérifier vérification contrôler contrôle comprobar comprobación verificar verificación revisar revisión
choose select selection auswählen auswahl choisir choix sélectionner elegir seleccionar selección
clarify klären klärung abklären clarifier aclarar
clean cleaning reinigen säubern nettoyer nettoyage limpiar limpieza
client customer customers clients kunde kunden kundin cliente clientes clientèle
close closed closing schließen abschließen abschluss fermer clôturer clôture cerrar cierre
collect gather sammeln einsammeln einholen collecter recueillir recoger recopilar
complaint beschwerde reklamation plainte réclamation queja reclamación
complete finish beenden fertigstellen terminer achever completar terminar
confirm confirmation bestätigen bestätigung confirmer confirmar confirmación
contact kontaktieren kontakt contacter contactar contacto
content inhalt inhalte contenu contenido
contract vertrag verträge contrat contrato
copy kopieren kopie copier copie copiar copia
correct correction fix repair korrigieren korrektur beheben reparieren corriger réparer corregir reparar
cost costs kosten coût coûts coste costes
create creation erstellen anlegen erzeugen créer création crear creación
credit kredit crédit crédito
data daten données datos
date datum fecha
deadline frist échéance plazo
deliver delivery liefern lieferung ausliefern livrer livraison entregar entrega
department abteilung département departamento
design designed entwerfen gestalten entwurf gestaltung concevoir conception diseñar diseño
desk arbeitsplatz bureau puesto
digitise digitize digitalisieren numériser digitalizar
document documents documentation dokument dokumente dokumentieren unterlagen documenter documento documentos documentar documentación
draft entwerfen brouillon borrador
employee staff mitarbeiter mitarbeiterin personal employé salarié empleado
enter entry record erfassen eintragen eingeben saisir enregistrer introducir anotar
equipment geräte ausrüstung équipement matériel equipo
estimate estimation schätzen schätzung estimer estimar estimación
event veranstaltung événement evento
expense expenses spesen auslagen frais gastos
extend extension erweitern erweiterung étendre extensión ampliar
feedback rückmeldung retour comentarios
file akte datei fichier
fine buße bußgeld amende multa
form formular formulaire formulario
forward weiterleiten transférer transmettre reenviar
goods ware waren marchandise mercancía
handover hand-over transfer übergeben übergabe remettre remise transmitir traspaso
hire hiring einstellen einstellung embaucher embauche contratar contratación
identity identität ausweisen identité identidad
image picture photo bild bilder fotos imagen foto
inform information notify notification benachrichtigen informieren mitteilen mitteilung informer notifier informar notificar
install installation installieren einrichten installer instalar instalación
insurance versicherung assurance seguro
interview vorstellungsgespräch entretien entrevista
introduce introduction vorstellen einführung présenter présentation presentar presentación
invite invitation einladen einladung inviter invitar invitación
invoice invoices bill billing rechnung rechnungen facture facturer facturation factura facturar
issue ticket problem störung problème incidencia problema
key schlüssel clé llave
label etikett étiquette etiqueta
laptop computer notebook rechner ordinateur ordenador portátil
launch start lancer lancement lanzar lanzamiento starten
letter brief lettre carta
library bibliothek bücherei bibliothèque biblioteca
licence license lizenz licencia
list liste lista
loan darlehen ausleihe prêt préstamo
location site standort lieu emplacement ubicación
machine maschine máquina
maintain maintenance warten wartung instandhaltung entretien maintenance mantener mantenimiento
manager chef leiter vorgesetzter responsable jefe gerente
material materials werkstoff matériaux materiales
measure measurement messen messung mesurer mesure medir medición
meeting besprechung sitzung réunion reunión
member mitglied membre miembro
message nachricht mensaje
move umziehen umzug déménager déménagement mudar mudanza
negotiate negotiation verhandeln verhandlung négocier négociation negociar negociación
offer quote quotation angebot angebote offerte offre devis oferta presupuestar
onboard onboarding einarbeiten einarbeitung
open öffnen eröffnen ouvrir abrir
order purchase bestellen bestellung beschaffen beschaffung commander commande pedir pedido comprar compra acheter achat
pack packing packen verpacken emballer empaquetar
paper papier papel
password passwort kennwort contraseña
pay payment zahlen zahlung bezahlen überweisen überweisung payer paiement pagar pago
permit permission erlaubnis permis permiso
plan planning schedule planen planung terminieren programar planifier planificar planificación
post mail posten versand poster courrier correo
prepare preparation vorbereiten vorbereitung préparer préparation preparar preparación
price preis prix precio
print printing drucken ausdrucken druck imprimer impression imprimir impresión
process verarbeiten bearbeiten bearbeitung traiter traitement tramitar procesar
product produkt produkte produit producto
proof korrekturlesen relire
publish publication veröffentlichen veröffentlichung publier publicar publicación
quality qualität qualité calidad
quantity menge quantité cantidad
receive receipt received empfangen erhalten eingang entgegennehmen recevoir réception recibir recepción
reference referenz zeugnis référence referencia
refund rückerstattung erstatten rembourser remboursement reembolso reembolsar
register registration registrieren anmelden anmeldung registrierung inscrire inscription registrar registro inscribir
reject rejection decline ablehnen ablehnung zurückweisen refuser rejeter refus rechazar rechazo
release publier veröffentlichung lancement
remind reminder erinnern erinnerung mahnen mahnung rappeler rappel recordar recordatorio
report reporting bericht berichten berichte rapport informe
request requests inquiry enquiry anfrage antrag anforderung demande petición
research recherchieren recherche rechercher investigar
resolve solve solution lösen lösung résoudre résolution resolver solución
result ergebnis résultat resultado
return zurückgeben rückgabe retourner devolver devolución
review begutachten durchsehen durchsicht réviser révision
risk risiko risque riesgo
room raum zimmer salle sala
salary payroll gehalt lohn salaire paie nómina salario
sample muster probe échantillon muestra
scan scannen scanner escanear
first erste erster erstes première premier primero primera
send sent dispatch ship senden versenden schicken zusenden verschicken envoyer envoi expédier enviar envío
set-up set setup aufbauen aufbau einrichtung configure configuration konfigurieren konfiguration configurer configurar configuración
sign signature unterschreiben unterschrift unterzeichnen signer firmar firma
software programm logiciel programa
specification spezifikation spécification especificación
stock inventory inventar lagerbestand inventaire inventario
store storage lagern lager stocker stockage almacenar almacén
supplier vendor lieferant lieferanten fournisseur proveedor
survey umfrage befragung sondage enquête encuesta
task aufgabe tâche tarea
tax steuer impôt impuesto
team équipe equipo
test testing testen tester probar prueba
text texte texto
train training schulen schulung ausbilden former formation formar formación
translate translation übersetzen übersetzung traduire traduction traducir traducción
travel trip reise reisen voyage viaje
update aktualisieren aktualisierung actualiser mettre actualizar actualización
upload hochladen téléverser subir
visit besuch besuchen visite visiter visita visitar
website webseite site-web sitio
welcome begrüßen begrüßung willkommen accueillir accueil bienvenida
page seite seiten pages página
condition state zustand état estado
damage schaden dommage dégât daño
cause ursache raison causa
error fault bug fehler panne erreur fallo
certificate zertifikat bescheinigung urkunde certificat certificado
mailbox mail-account mailkonto postfach messagerie buzón
figure figures number zahl zahlen chiffres cifras
period periode zeitraum période periodo
accident unfall sinistre accidente
patient patientin paciente
school schule école escuela
student schüler studierende étudiant estudiante
course kurs seminar cours curso
teacher trainer lehrer dozent enseignant profesor
book buch livre libro
volume band tomo
reader leser lecteur lector
shelf regal magazin rayon estante
museum musée museo
object objekt gegenstand objet objeto
exhibition ausstellung exposición exposition
press presse prensa
media medien médias medios
topic thema sujet tema
publish-date erscheinungstermin
line zeile ligne línea
production produktion fertigung producción
plant werk fabrik usine planta
part teil teile pièce pieza
assemble assembly montieren montage zusammenbauen assembler montar
order-picking kommissionieren
truck lkw camion camión
warehouse lagerhaus entrepôt
account-manager betreuer kundenbetreuer
help support unterstützen hilfe unterstützung aide soutien ayuda soporte
caller anrufer appelant
priority priorität dringlichkeit priorité prioridad
severity schwere gravité gravedad
reason grund begründung motif motivo
decide decision entscheiden entscheidung décider décision decidir decisión
vote abstimmen voter votar
compare comparison vergleichen vergleich abgleichen comparer comparaison comparar comparación
count zählen compter contar
cut crop schneiden beschneiden zuschneiden couper cortar
guest guests gast invité invités invitado invitados
catering verpflegung bewirtung traiteur
thank thanks danke danken dank merci remercier remerciement gracias agradecer agradecimiento
name namen nom nombre
furniture möbel meubles muebles
lease rent miete mieten mietvertrag loyer louer alquiler alquilar
network netz netzwerk réseau red
floor stockwerk étage suelo piso
party feier fest fête fiesta
hang aufhängen hängen accrocher colgar
choose-topic themenwahl
dismantle abbauen démonter desmontar
lock sperren verrouiller bloquear
safety sicherheit security sécurité seguridad
mentor buddy pate mentorin
probation probezeit essai
employment arbeit anstellung emploi empleo
enrol enrolment enroll einschreiben einschreibung matricular
workshop arbeitstreffen atelier taller
write writing schreiben verfassen écrire rédiger rédaction escribir redactar redacción
`;

/** Words that carry no meaning of a task: articles, prepositions, forms of companies, months, weekdays. */
const empty =
  "the an and or of to up for in on at by with from into about as is are be this that it its our your their my we you i " +
  "der die das den dem des ein eine einen einem einer und oder von vom zu zum zur für im am bei mit aus an auf über ist sind wird werden nach vor durch " +
  "le la les un une des du de d l et ou à au aux en dans sur pour par avec est sont ce cette " +
  "el los las uno una del y o a con por para al su es son se lo " +
  "mr mrs ms dr herr frau mme gmbh ag kg ltd inc llc plc corp bv sa sarl srl co company firma firm nr no " +
  "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec " +
  "januar februar märz mai juni juli oktober dezember janvier février mars avril juin juillet août septembre octobre novembre décembre " +
  "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre " +
  "monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag " +
  "lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo";

/** Without accents and capitals, so that "Prüfen" and "prufen" are one. */
export function fold(word: string): string {
  return word.toLowerCase().replace(/ß/g, "ss").normalize("NFD").replace(/\p{M}/gu, "");
}

const endings = [
  "ierungen",
  "ierung",
  "ungen",
  "ation",
  "ieren",
  "ments",
  "ment",
  "ings",
  "ing",
  "ions",
  "ion",
  "ies",
  "ung",
  "aux",
  "ern",
  "ers",
  "als",
  "al",
  "ed",
  "es",
  "en",
  "em",
  "er",
  "ar",
  "ir",
  "os",
  "as",
  "e",
  "s",
  "n",
  "o",
  "a",
  "y",
];

/** A light stem, good enough to put "approves" and "approval" together in four languages. */
export function stem(folded: string): string {
  for (const ending of endings) if (folded.endsWith(ending) && folded.length - ending.length >= 4) return folded.slice(0, -ending.length);
  return folded;
}

const byStem = new Map<string, string>();
const spelled = new Set<string>();
for (const line of concepts.trim().split("\n")) {
  const words = line.split(" ").map(fold);
  const concept = words[0] ?? "";
  for (const word of words) {
    spelled.add(word);
    const key = stem(word);
    if (!byStem.has(key)) byStem.set(key, concept);
  }
}
const allConcepts = new Set(byStem.values());
const emptyWords = new Set(empty.split(" ").map(fold));

export function isEmptyWord(folded: string): boolean {
  return emptyWords.has(folded);
}

export function isKnownWord(folded: string): boolean {
  return spelled.has(folded) || byStem.has(stem(folded));
}

export function isConcept(concept: string): boolean {
  return allConcepts.has(concept);
}

export const knownWords: ReadonlySet<string> = spelled;

/** What a word is about: its concept, the concepts of its halves ("Rechnungsprüfung"), or its stem where it is not known. */
export function conceptsOf(folded: string): readonly string[] {
  const whole = byStem.get(stem(folded));
  if (whole !== undefined) return [whole];
  const halves = folded.length >= 9 ? halvesOf(folded) : null;
  return halves ?? [stem(folded)];
}

/** German and its neighbours write two words as one, with a joint between them. */
function halvesOf(folded: string): readonly string[] | null {
  for (let at = 4; at <= folded.length - 4; at += 1) {
    const right = byStem.get(stem(folded.slice(at)));
    if (right === undefined) continue;
    const head = folded.slice(0, at);
    const left = [head, head.replace(/(?:es|en|er|s|n)$/, "")]
      .map((half) => (half.length >= 4 ? byStem.get(stem(half)) : undefined))
      .find((concept) => concept !== undefined);
    if (left !== undefined) return [left, right];
  }
  return null;
}
