// Checks an export with golang.org/x/mod/sumdb, which shares no line with Kept: its head by sumdb/note, its tiles, a receipt and
// consistency with an older head by sumdb/tlog.
//
//	check <verifier key> <witness's verifier key> <export> <receipt> <old size> <old root> <proof hash>...
//
// Says what holds, a line each, and last a verifier key and a note of its own. Exit code 1 when something does not hold.
package main

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	verifier, err := note.NewVerifier(os.Args[1])
	must(err)
	witness := newWitness(os.Args[2])
	export := os.Args[3]
	checkpoint, err := os.ReadFile(filepath.Join(export, "checkpoint"))
	must(err)

	tree, cosigned := openHead(checkpoint, verifier, witness)
	fmt.Printf("head %d, cosigned %v\n", tree.N, cosigned)

	reader := tlog.TileHashReader(tree, tiles{export})
	for i, entry := range entries(export, tree.N) {
		proof, err := tlog.ProveRecord(tree.N, int64(i), reader)
		must(err)
		must(tlog.CheckRecord(proof, tree.N, tree.Hash, int64(i), tlog.RecordHash(entry)))
	}
	fmt.Printf("entries %d\n", tree.N)

	receipt, err := os.ReadFile(os.Args[4])
	must(err)
	checkReceipt(receipt, verifier, witness, export)

	oldSize, err := strconv.ParseInt(os.Args[5], 10, 64)
	must(err)
	oldRoot, err := tlog.ParseHash(os.Args[6])
	must(err)
	var proof tlog.TreeProof
	for _, text := range os.Args[7:] {
		hash, err := tlog.ParseHash(text)
		must(err)
		proof = append(proof, hash)
	}
	must(tlog.CheckTree(proof, tree.N, tree.Hash, oldSize, oldRoot))
	made, err := tlog.ProveTree(tree.N, oldSize, reader)
	must(err)
	if fmt.Sprint(made) != fmt.Sprint(proof) {
		must(fmt.Errorf("another consistency proof: %v", made))
	}
	fmt.Printf("extends %d\n", oldSize)

	secret, public, err := note.GenerateKey(rand.Reader, "go.example/l/1")
	must(err)
	signer, err := note.NewSigner(secret)
	must(err)
	signed, err := note.Sign(&note.Note{Text: string(checkpoint[:strings.Index(string(checkpoint), "\n\n")+1])}, signer)
	must(err)
	fmt.Printf("key %s\n%s", public, signed)
}

func openHead(signed []byte, log, witness note.Verifier) (tlog.Tree, bool) {
	head, err := note.Open(signed, note.VerifierList(log, witness))
	must(err)
	lines := strings.Split(head.Text, "\n")
	if len(lines) != 4 || lines[0] != log.Name() || head.Sigs[0].Name != log.Name() {
		must(fmt.Errorf("not a head of %s", log.Name()))
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err)
	root, err := tlog.ParseHash(lines[2])
	must(err)
	return tlog.Tree{N: size, Hash: root}, len(head.Sigs) == 2
}

func checkReceipt(receipt []byte, log, witness note.Verifier, export string) {
	before, head, found := strings.Cut(string(receipt), "\n\n")
	lines := strings.Split(before, "\n")
	if !found || lines[0] != "c2sp.org/tlog-proof@v1" || !strings.HasPrefix(lines[1], "index ") {
		must(fmt.Errorf("not a receipt"))
	}
	index, err := strconv.ParseInt(lines[1][len("index "):], 10, 64)
	must(err)
	var proof tlog.RecordProof
	for _, line := range lines[2:] {
		hash, err := tlog.ParseHash(line)
		must(err)
		proof = append(proof, hash)
	}
	tree, _ := openHead([]byte(head), log, witness)
	all := entries(export, index+1)
	must(tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(all[index])))
	fmt.Printf("receipt %d under %d\n", index, tree.N)
}

// The first entries of an export, from its bundles.
func entries(export string, count int64) [][]byte {
	var all [][]byte
	for n := int64(0); int64(len(all)) < count; n++ {
		found, err := filepath.Glob(filepath.Join(export, "tile/entries", fmt.Sprintf("%03d*", n)))
		must(err)
		path := found[0]
		if strings.HasSuffix(path, ".p") {
			found, err = filepath.Glob(path + "/*")
			must(err)
			path = found[0]
		}
		bundle, err := os.ReadFile(path)
		must(err)
		for len(bundle) > 0 {
			length := 2 + int(binary.BigEndian.Uint16(bundle))
			all = append(all, bundle[2:length])
			bundle = bundle[length:]
		}
	}
	return all
}

// The export's tiles as sumdb asks for them; only their paths differ.
type tiles struct{ export string }

func (t tiles) Height() int { return 8 }

func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func (t tiles) ReadTiles(asked []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, tile := range asked {
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		content, err := os.ReadFile(filepath.Join(t.export, path))
		if err != nil {
			return nil, err
		}
		data = append(data, content)
	}
	return data, nil
}

// A cosigner by C2SP tlog-cosignature, which sumdb does not know.
type witness struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func newWitness(text string) note.Verifier {
	parts := strings.SplitN(text, "+", 3)
	hash, err := strconv.ParseUint(parts[1], 16, 32)
	must(err)
	typed, err := base64.StdEncoding.DecodeString(parts[2])
	must(err)
	if typed[0] != 4 || len(typed) != 33 {
		must(fmt.Errorf("not a cosigner's key"))
	}
	return witness{parts[0], uint32(hash), typed[1:]}
}

func (w witness) Name() string { return w.name }

func (w witness) KeyHash() uint32 { return w.hash }

func (w witness) Verify(text, signature []byte) bool {
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(signature), text)
	return ed25519.Verify(w.key, []byte(message), signature[8:])
}

func must(err error) {
	if err != nil {
		fmt.Println("does not hold:", err)
		os.Exit(1)
	}
}
